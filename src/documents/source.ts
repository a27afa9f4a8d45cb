import { readFile, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import type { Received } from '../files/index.ts';
import { Unreadable } from './unreadable.ts';

/** A file of a folder that was brought, before anybody knows what is in it. */
export interface Source {
  /** Within what was brought, with `/` between its parts. */
  path: string;
  sizeBytes: number;
  read: () => Promise<Buffer>;
}

/** Where a file lies in the folder it came from, whatever the program that sent it says. @throws Unreadable */
export function pathIn(sent: string): string {
  const path = posix.normalize(sent.replaceAll('\\', '/').replaceAll('\0', ''));
  const isOutside = path.startsWith('..') || posix.isAbsolute(path) || /^[a-z]:/i.test(path);
  if (isOutside) throw new Unreadable('outside');
  return path;
}

/** What systems and programs put beside the documents, and nobody wrote. */
export const isUnmeant = (path: string): boolean =>
  path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');

/** A file that came with a form. @throws Unreadable */
export async function sourceOf({ sent, path, isCut }: Received): Promise<Source> {
  if (isCut) throw new Unreadable('large');
  const { size: sizeBytes } = await stat(path);
  return { path: pathIn(sent), sizeBytes, read: () => readFile(path) };
}
