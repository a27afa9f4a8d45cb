/** Run by the build: makes the empty database that new data folders are copied from, once. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { DurableFileSystem } from './durable-file-system.ts';
import { startParameters } from './start-parameters.ts';
import { templateDirectory } from './template.ts';

const directory = templateDirectory();
if (!existsSync(directory)) {
  mkdirSync(dirname(directory), { recursive: true });
  const unfinished = `${directory}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const fs = new DurableFileSystem(unfinished);
  const database = await PGlite.create({ fs, startParams: startParameters });
  await database.close();
  renameSync(unfinished, directory);
}
