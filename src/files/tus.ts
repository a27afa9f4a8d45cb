/** The tus protocol as a package speaks it, over uploads of ours. Loaded when the first of them begins. */
import type { Readable } from 'node:stream';
import { DataStore, ERRORS, MemoryLocker, Server, Upload as TusUpload } from '@tus/server';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { newId, type Database } from '../db/index.ts';
import { dropUpload } from './drop-upload.ts';
import { StorageUnreachable, type Spool } from './storage.ts';
import { addPart, setLength, type Upload } from './upload-store.ts';

/** What an upload is asked to become, before there is one. */
export interface Wish {
  name: string | null | undefined;
  changed: string | null | undefined;
  /** Nothing where it is known only when all is here. */
  sizeBytes: number | undefined;
}

/** Why an upload is not begun, as the client is told. */
export class NotBegun extends Error {
  override readonly name = 'NotBegun';
  // As the package reads them.
  readonly status_code: number;
  readonly body: string;

  constructor(status: number, answer: object) {
    super('The upload is not begun');
    this.status_code = status;
    this.body = JSON.stringify(answer);
  }
}

export interface TusExchange {
  db: Database;
  spool: Spool;
  req: Request;
  res: Response;
  log: Logger;
  /** Where uploads of the community are begun. */
  path: string;
  organizationId: string;
  limitMs: number;
  mostBytes: number;
  /** How long a recording plays with what this request brings. */
  recordedMs: number | null;
  /** The upload that is spoken of; null where one is to begin. */
  upload: Upload | null;
  /** The same as it is now: others may have taken parts since the request came. */
  findAgain: () => Promise<Upload | undefined>;
  /** @throws NotBegun */
  begin: (id: string, wish: Wish) => Promise<void>;
}

const metadataOf = ({ name, changedAtMs }: Pick<Upload, 'name' | 'changedAtMs'>) => ({
  filename: name,
  changed: String(changedAtMs),
});

/** One request's view of the uploads: it knows of no other than the one that was found to be its person's. */
class OwnUploads extends DataStore {
  readonly #exchange: TusExchange;

  constructor(exchange: TusExchange) {
    super();
    this.#exchange = exchange;
    this.extensions = ['creation', 'creation-defer-length', 'termination', 'expiration'];
  }

  override getExpiration(): number {
    return this.#exchange.limitMs;
  }

  override async create(asked: TusUpload): Promise<TusUpload> {
    const { filename: name, changed } = asked.metadata ?? {};
    await this.#exchange.begin(asked.id, { name, changed, sizeBytes: asked.size });
    return asked;
  }

  override async getUpload(id: string): Promise<TusUpload> {
    const upload = await this.#exchange.findAgain();
    if (upload?.id !== id) throw ERRORS.FILE_NOT_FOUND;
    return new TusUpload({
      id,
      ...(upload.sizeBytes !== null && { size: upload.sizeBytes }),
      offset: upload.arrivedBytes,
      metadata: metadataOf(upload),
      creation_date: upload.createdAt.toISOString(),
    });
  }

  override async declareUploadLength(id: string, sizeBytes: number): Promise<void> {
    const { db, organizationId } = this.#exchange;
    await db.within(organizationId, (tx) => setLength(tx, id, sizeBytes));
  }

  override async write(content: Readable, id: string, firstByte: number): Promise<number> {
    const { db, spool, organizationId, recordedMs } = this.#exchange;
    const { name, sizeBytes } = await spool.keep(content);
    if (sizeBytes === 0) {
      await spool.delete(name);
      return firstByte;
    }
    const part = { firstByte, sizeBytes, name, recordedMs };
    const isNext = await db.within(organizationId, (tx) =>
      addPart(tx, { organizationId, id }, part),
    );
    if (isNext) return firstByte + sizeBytes;
    await spool.delete(name);
    throw ERRORS.INVALID_OFFSET;
  }

  override async remove(id: string): Promise<void> {
    const { db, spool, organizationId } = this.#exchange;
    await dropUpload({ db, spool }, { organizationId, id });
  }
}

/** Of this process: what two take at once, the database decides. */
const locker = new MemoryLocker();

/** Answers one request of the protocol. */
export async function answerTus(exchange: TusExchange): Promise<void> {
  const { req, res, path, upload, log, mostBytes } = exchange;
  const server = new Server({
    path,
    datastore: new OwnUploads(exchange),
    locker,
    relativeLocation: true,
    // Where the size was told, it was weighed then.
    ...(upload?.sizeBytes === null && { maxSize: mostBytes }),
    namingFunction: () => newId(),
    // No page of another origin has anything to do here.
    allowedOrigins: () => false,
    getFileIdFromRequest: () => upload?.id,
    onResponseError: (_, error) => {
      if (!(error instanceof Error) || error instanceof NotBegun) return undefined;
      log.error({ err: error }, 'upload failed');
      const isAway = error instanceof StorageUnreachable;
      return { status_code: isAway ? 503 : 500, body: '' };
    },
  });
  await server.handle(req, res);
}
