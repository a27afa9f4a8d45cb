import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Database } from '../db/index.ts';
import {
  filePaths,
  FileRefused,
  giveFile,
  nameToShow,
  type FileStore,
  type Giver,
} from '../files/index.ts';
import type { Source } from './source.ts';
import { Unreadable } from './unreadable.ts';

/** What bringing documents stands on. */
export interface Bringing {
  db: Database;
  files: FileStore;
}

/** Takes in what a document shows or leads to. @returns its address @throws FileRefused | Unreadable */
export async function attach(
  { db, files }: Bringing,
  giver: Giver,
  { path: lay, sizeBytes, read }: Source,
): Promise<string> {
  if (sizeBytes > files.limits.fileBytes) throw new FileRefused('large');
  await mkdir(files.incoming, { recursive: true, mode: 0o700 });
  const path = join(files.incoming, randomUUID());
  try {
    await writeFile(path, await read(), { flag: 'wx', mode: 0o600 });
    const name = nameToShow(posix.basename(lay));
    const file = { field: 'files', name, path, isCut: false };
    return filePaths.file((await giveFile({ db, files }, giver, file)).id);
  } catch (cause) {
    throw cause instanceof Unreadable ? new FileRefused('broken', { cause }) : cause;
  } finally {
    await rm(path, { force: true });
  }
}
