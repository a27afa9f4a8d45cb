import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Transaction } from '../db/index.ts';
import { FileRefused, isPicture, type StoredFile } from './file.ts';
import { checkHarmless, type Giving } from './give-file.ts';
import { kindOf, nameFor } from './kinds.ts';
import { redraw } from './picture.ts';
import type { Content } from './storage.ts';
import { upsertBlob } from './store.ts';

/** A content that is kept, and what is in it. */
export type Kept = Pick<StoredFile, 'sha256' | 'sizeBytes' | 'mediaType' | 'width' | 'height'>;

/** What a picture is, if it can be drawn at all; nothing of it is changed. @throws FileRefused */
async function measured(path: string, mediaType: string) {
  const drawn = `${path}.drawn`;
  try {
    const { width, height } = await redraw(path, drawn, { mediaType, across: undefined });
    return { width, height };
  } finally {
    await rm(drawn, { force: true });
  }
}

/**
 * Keeps a content that was taken in before, elsewhere, byte for byte: it is looked at by the same rules, but a
 * picture stays as it was drawn then. It is to be noted in a file within a day.
 *
 * @returns it, and the name that it may have
 * @throws FileRefused
 */
export async function keepAsItIs(
  { db, files }: Giving,
  organizationId: string,
  { path, name, content }: { path: string; name: string; content: Content },
): Promise<Kept & { name: string }> {
  if (content.sizeBytes === 0) throw new FileRefused('empty');
  const kind = await kindOf(path, name);
  await checkHarmless(files, path);
  const { mediaType } = kind;
  const across = isPicture(kind) ? await measured(path, mediaType) : { width: null, height: null };
  // Noted before it comes, so that nothing lies in the storage that no row knows of.
  await db.within(organizationId, (tx) => upsertBlob(tx, organizationId, content));
  await files.storage.put(organizationId, createReadStream(path));
  return { ...content, mediaType, ...across, name: nameFor(kind, name) };
}

/** Notes again that a content is here, so that no clean-up takes it before this transaction ends. */
export function holdContent(tx: Transaction, organizationId: string, content: Content) {
  return upsertBlob(tx, organizationId, content);
}
