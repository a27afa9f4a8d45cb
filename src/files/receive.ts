import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import type { Request, RequestHandler } from 'express';
import { isPersonal, sessionIn } from '../sessions/index.ts';
import { nameToShow } from './name.ts';
import type { FileStore } from './storage.ts';

/** A file as it came in, before anybody knows what it is. It is gone when the request is answered. */
export interface Received {
  /** The field of the form it came in. */
  field: string;
  /** The name as it was sent, with the folders it lay in where a folder was chosen. */
  sent: string;
  name: string;
  path: string;
  /** Whether there was more of it than one file may be. */
  isCut: boolean;
}

interface Limits {
  fileBytes: number;
  files: number;
  fieldBytes: number;
  fields: number;
}

const received = new WeakMap<Request, { files: Received[]; hasMore: boolean }>();

/** The files of a form, and whether it held more than one form may. */
export function filesIn(req: Request): { files: readonly Received[]; hasMore: boolean } {
  return received.get(req) ?? { files: [], hasMore: false };
}

/** As other body parsers say what was wrong with a request. */
class BadForm extends Error {
  readonly status: 400 | 413;

  constructor(status: 400 | 413, options: ErrorOptions = {}) {
    super('The form cannot be read', options);
    this.status = status;
  }
}

/** As a pipeline would, but for the request: where it ends, so does the connection, and nobody hears why. */
function passInto(parser: BusboyInstance, req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (cause: unknown) => {
      req.unpipe(parser);
      req.resume();
      reject(new BadForm(400, { cause }));
    };
    parser.once('finish', resolve).once('error', giveUp);
    req.once('aborted', giveUp).once('error', giveUp);
    req.pipe(parser);
  });
}

/** @throws BadForm where the request does not say how its parts are told apart */
function parserFor(
  { headers: { 'content-type': contentType = '' } }: Request,
  { fileBytes: fileSize, fieldBytes: fieldSize, files, fields }: Limits,
): BusboyInstance {
  const limits = { fileSize, fieldSize, files, fields, headerPairs: 20, fieldNameSize: 100 };
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits, preservePath: true });
  } catch (cause) {
    throw new BadForm(400, { cause });
  }
}

/** One form of several parts, read into fields and files. */
class Reading {
  readonly fields: [string, string][] = [];
  readonly files: Received[] = [];
  hasMore = false;
  readonly #folder: string | null;
  readonly #arriving: Promise<void>[] = [];
  #fieldBytes = 0;

  /** @param folder where files go; null lets them pass by */
  constructor(folder: string | null) {
    this.#folder = folder;
  }

  async read(req: Request, limits: Limits): Promise<void> {
    const parser = parserFor(req, limits);
    parser.on('file', (field, file, name) => this.#take(field, file, name ?? ''));
    parser.on('field', (name, value, _, isCut) =>
      this.#note(name, value, isCut, limits.fieldBytes),
    );
    parser.on('filesLimit', () => (this.hasMore = true));
    parser.on('fieldsLimit', () => (this.#fieldBytes = Number.POSITIVE_INFINITY));
    await passInto(parser, req);
    await Promise.all(this.#arriving);
    if (this.#fieldBytes > limits.fieldBytes) throw new BadForm(413);
  }

  #note(name: string, value: string, isCut: boolean, most: number): void {
    this.#fieldBytes += isCut ? most + 1 : value.length;
    if (this.#fieldBytes <= most) this.fields.push([name, value]);
  }

  #take(field: string, file: BusboyFileStream, name: string): void {
    // A place for a file that nothing was chosen for.
    if (this.#folder === null || name === '') {
      file.resume();
      return;
    }
    const path = join(this.#folder, randomUUID());
    this.#arriving.push(this.#keep({ field, sent: name, name: nameToShow(name), path }, file));
  }

  async #keep(
    file: Omit<Received, 'isCut'>,
    content: Readable & { truncated?: boolean },
  ): Promise<void> {
    const kept = { ...file, isCut: false };
    this.files.push(kept);
    await pipeline(content, createWriteStream(file.path, { flags: 'wx', mode: 0o600 }));
    kept.isCut = content.truncated ?? false;
  }
}

/** What a form of several parts may hold besides one's own words. */
const usually = { files: 10 };
const mostFields = 100;
const fieldBytes = 1024 * 1024;

const valuesOf = (fields: readonly [string, string][], name: string): string | string[] => {
  const values = fields.flatMap(([other, value]) => (other === name ? [value] : []));
  return values.length === 1 ? (values[0] ?? '') : values;
};

/**
 * Reads forms that hold files: their fields as those of any other form, the files into a folder until the
 * request is answered. Of whoever is nobody in particular only the words are read. One that was read already
 * passes by: a room may take in larger ones than others do.
 */
export function receiveForms(
  { incoming, limits: { fileBytes } }: FileStore,
  { files }: { files: number } = usually,
): RequestHandler {
  return async (req, res, next) => {
    if (received.has(req) || !req.is('multipart/form-data')) return next();
    const session = sessionIn(req);
    const isGiver = session !== null && isPersonal(session);
    if (isGiver) await mkdir(incoming, { recursive: true, mode: 0o700 });
    const reading = new Reading(isGiver ? incoming : null);
    res.once('close', () => {
      for (const { path } of reading.files) void rm(path, { force: true });
    });
    try {
      await reading.read(req, { fileBytes, fieldBytes, files, fields: mostFields });
    } finally {
      const names = new Set(reading.fields.map(([name]) => name));
      req.body = Object.fromEntries(
        [...names].map((name) => [name, valuesOf(reading.fields, name)]),
      );
    }
    received.set(req, reading);
    return next();
  };
}
