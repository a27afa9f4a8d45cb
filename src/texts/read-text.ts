import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ContentMissing, type FileStore } from '../files/index.ts';
import { Unreadable } from './problem.ts';
import { runReader } from './run-reader.ts';
import type { Unread } from './store.ts';

/** A larger file is hardly large by its words. */
const mostBytes = 100_000_000;
/** Of a plain text, which says what it says from its beginning on. */
const mostBytesOfPlain = 2_000_000;

/** Brings what is to be read of a content to this machine. @throws Unreadable */
async function bring(
  { storage }: FileStore,
  { mediaType, sizeBytes, ...place }: Unread,
  { path, signal }: { path: string; signal: AbortSignal },
): Promise<void> {
  const isPlain = mediaType === 'text/plain';
  if (!isPlain && sizeBytes > mostBytes) throw new Unreadable('large');
  const part = isPlain ? { first: 0, last: Math.min(sizeBytes, mostBytesOfPlain) - 1 } : undefined;
  try {
    const content = await storage.open(place, part);
    await pipeline(content, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal });
  } catch (cause) {
    if (cause instanceof ContentMissing) throw new Unreadable('lost');
    throw cause;
  }
}

/** What a content says. @throws Unreadable */
export async function readText(
  files: FileStore,
  unread: Unread,
  signal: AbortSignal,
): Promise<string> {
  const path = join(files.incoming, randomUUID());
  await mkdir(files.incoming, { recursive: true, mode: 0o700 });
  try {
    await bring(files, unread, { path, signal });
    return await runReader({ path, mediaType: unread.mediaType }, signal);
  } finally {
    await rm(path, { force: true });
  }
}
