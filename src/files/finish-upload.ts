import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Transaction } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import { FileRefused, type Giver, type Refusal, type StoredFile } from './file.ts';
import { giveFile, type Giving } from './give-file.ts';
import { ContentMissing, StorageUnreachable, type Spool } from './storage.ts';
import { findFile } from './store.ts';
import { deleteParts, deleteUpload, finish, partsOf, type Upload } from './upload-store.ts';

async function* chained(spool: Spool, parts: readonly string[]): AsyncGenerator<Buffer> {
  for (const name of parts) {
    const part: Readable = await spool.open(name);
    yield* part;
  }
}

/** Another request did the same work first. */
class Forestalled extends Error {}

/** Its parts in one file of this machine. @throws FileRefused where one of them cannot be had */
async function gather({ files }: Giving, parts: readonly string[], path: string): Promise<void> {
  await mkdir(files.incoming, { recursive: true, mode: 0o700 });
  try {
    const whole = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    await pipeline(chained(files.spool, parts), whole);
  } catch (cause) {
    if (cause instanceof ContentMissing) throw new FileRefused('lost', { cause });
    if (cause instanceof StorageUnreachable) throw new FileRefused('away', { cause });
    throw cause;
  }
}

/** What may be otherwise when it is asked again; nobody can record the same twice. */
const passing: ReadonlySet<Refusal> = new Set(['away', 'full', 'unscanned']);

async function makeFile(giving: Giving, giver: Giver, upload: Upload): Promise<StoredFile> {
  const { db, files } = giving;
  const { organizationId, id, name } = upload;
  const path = join(files.incoming, randomUUID());
  const parts = await db.within(organizationId, (tx) => partsOf(tx, id));
  const isOver = async (): Promise<void> => {
    for (const part of parts) await files.spool.delete(part);
  };
  try {
    await gather(giving, parts, path);
    const received = { field: '', name, path, isCut: false };
    const noteUse = async (tx: Transaction, fileId: string): Promise<void> => {
      if (!(await finish(tx, id, fileId))) throw new Forestalled();
      await deleteParts(tx, id);
    };
    const file = await giveFile(giving, giver, received, { noteUse });
    // What cannot be deleted now is tidied away later.
    await isOver().catch(() => {});
    return file;
  } catch (error) {
    if (error instanceof FileRefused && !passing.has(error.refusal)) {
      await db.within(organizationId, (tx) => deleteUpload(tx, id));
      await isOver().catch(() => {});
    }
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

/** Whoever asks twice, because an answer took long or was lost, waits for the same work. */
const underWay = new Map<string, Promise<StoredFile>>();

/**
 * Makes a file of an upload that is all here, by the same rules as any other; the file it was made into,
 * if it was before. Another that is refused is gone, but
 * for one that only has no room now.
 *
 * @throws FileRefused
 * @throws Conflict where parts are missing still
 */
export async function finishUpload(
  giving: Giving,
  giver: Giver,
  upload: Upload,
): Promise<StoredFile> {
  const { organizationId, id, fileId, sizeBytes } = upload;
  if (fileId !== null) {
    const file = await giving.db.within(organizationId, (tx) => findFile(tx, fileId));
    if (file) return file;
  }
  if (sizeBytes === null || upload.arrivedBytes < sizeBytes)
    throw new Conflict('Not all of it is here');
  const work = underWay.get(id) ?? makeFile(giving, giver, upload);
  underWay.set(id, work);
  try {
    return await work;
  } catch (cause) {
    if (cause instanceof Forestalled) throw new Conflict('Somebody else finished it', { cause });
    throw cause;
  } finally {
    underWay.delete(id);
  }
}
