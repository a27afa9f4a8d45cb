import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { signedIn, type Session, type Sessions } from '../sessions/index.ts';
import { logOf } from '../web/index.ts';
import type { StoredFile } from './file.ts';
import { signedPath, type Signing } from './link-files.ts';
import { bearerOf } from './links.ts';
import { sendFile } from './send-file.ts';
import { ContentMissing, type FileStore } from './storage.ts';
import { findFile, holdersOf, type HeldFile } from './store.ts';

/** What finding out stands on whose signed link it is. */
export interface Bearing extends Signing {
  sessions: Pick<Sessions, 'find'>;
}

/** What reading a file stands on. */
export interface Reading extends Bearing {
  db: Database;
  files: FileStore;
  /** Whether this visit may read what shows a file. */
  mayReadHolder: (tx: Transaction, session: Session, holder: HeldFile) => Promise<boolean>;
}

async function mayRead(
  tx: Transaction,
  { session, mayReadHolder }: { session: Session } & Pick<Reading, 'mayReadHolder'>,
  file: StoredFile,
): Promise<boolean> {
  if (file.givenBy === session.personId) return true;
  for (const holder of await holdersOf(tx, file.id)) {
    if (await mayReadHolder(tx, session, holder)) return true;
  }
  return false;
}

/** @throws NotFound when there is no such file, or it is not theirs to read */
function fileFor(
  { db, mayReadHolder }: Reading,
  session: Session,
  id: string,
): Promise<StoredFile> {
  return db.within(session.organizationId, async (tx) => {
    const file = await findFile(tx, id);
    if (!file || !(await mayRead(tx, { session, mayReadHolder }, file)))
      throw new NotFound('No such file of theirs');
    return file;
  });
}

/** Whose signed link this is to the file of this id, or to what else is kept under an id, if it is still good. */
export async function bearerIn(
  { key, sessions, now }: Bearing,
  { query }: Request,
  fileId: string,
): Promise<Session | null> {
  const { s: signature } = z.object({ s: z.string().max(200).catch('') }).parse(query);
  const bearer = bearerOf(key, { fileId, signature }, now());
  return bearer && sessions.find({ organizationId: bearer.organizationId, id: bearer.sessionId });
}

/**
 * `GET /files/<id>`: with a good signature the file itself. To whoever has a session of their own, a link that is
 * too old, or that somebody wrote down, leads to one that is signed for them.
 */
export function readFile(reading: Reading) {
  return async (req: Request, res: Response): Promise<void> => {
    const fileId = z.uuid().safeParse(req.params['fileId']).data;
    if (!fileId) throw new NotFound('No such file');
    const bearer = await bearerIn(reading, req, fileId);
    const file = await fileFor(reading, bearer ?? signedIn(req), fileId);
    if (!bearer) return res.redirect(303, signedPath(reading, signedIn(req), fileId));
    try {
      await sendFile({ req, res }, reading.files.storage, file);
    } catch (error) {
      if (!(error instanceof ContentMissing)) throw error;
      logOf(res).error({ err: error, file: file.id, sha256: file.sha256 }, 'content missing');
      throw new NotFound('Its content is missing', { cause: error });
    }
  };
}
