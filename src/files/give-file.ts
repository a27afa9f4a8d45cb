import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Database, Transaction } from '../db/index.ts';
import { FileRefused, isPicture, type FileLimits, type Giver, type StoredFile } from './file.ts';
import { kindOf, nameFor } from './kinds.ts';
import { redraw } from './picture.ts';
import type { Received } from './receive.ts';
import { isHarmless, NotScanned } from './scanner.ts';
import { StorageUnreachable, type Content, type FileStore } from './storage.ts';
import { bytesGiven, insertFile, upsertBlob } from './store.ts';

/** What giving a file stands on. */
export interface Giving {
  db: Database;
  files: FileStore;
}

/** A file that lies on this machine, wherever it came from. */
type Arrived = Omit<Received, 'sent'>;

/** A file that is fit to be kept. */
interface Fit {
  path: string;
  name: string;
  mediaType: string;
  width: number | null;
  height: number | null;
}

/** @throws FileRefused */
export async function checkHarmless({ scanner }: FileStore, path: string): Promise<void> {
  if (scanner && !(await isHarmless(scanner, path))) throw new FileRefused('harmful');
}

/** Looks at what came in, and draws pictures anew. @throws FileRefused */
async function madeFit(
  files: FileStore,
  { path, name, isCut }: Arrived,
  across?: number,
): Promise<Fit> {
  if (isCut) throw new FileRefused('large');
  if ((await stat(path)).size === 0) throw new FileRefused('empty');
  const kind = await kindOf(path, name);
  await checkHarmless(files, path);
  if (!isPicture(kind)) {
    const { mediaType } = kind;
    return { path, name: nameFor(kind, name), mediaType, width: null, height: null };
  }
  const drawn = `${path}.drawn`;
  const { mediaType, width, height } = await redraw(path, drawn, {
    mediaType: kind.mediaType,
    across,
  });
  const drawnKind = mediaType === kind.mediaType ? kind : { mediaType, endings: ['webp'] as const };
  return { path: drawn, name: nameFor(drawnKind, name), mediaType, width, height };
}

interface Weighed {
  sizeBytes: number;
  limits: FileLimits;
  /** What others were promised room for. */
  awaited?: { community: number; organization: number };
}

/** @throws FileRefused where community or organization have no room for it */
export async function checkRoom(
  tx: Transaction,
  communityId: string,
  { sizeBytes, limits, awaited = { community: 0, organization: 0 } }: Weighed,
): Promise<void> {
  const given = await bytesGiven(tx, communityId);
  const isFull =
    given.community + awaited.community + sizeBytes > limits.communityBytes ||
    given.organization + awaited.organization + sizeBytes > limits.organizationBytes;
  if (isFull) throw new FileRefused('full');
}

async function contentOf(path: string): Promise<Content> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { sha256: hash.digest('hex'), sizeBytes: (await stat(path)).size };
}

/** What else is written down together with the file, or not at all. */
type NoteUse = (tx: Transaction, fileId: string) => Promise<void>;

interface Ways {
  /** How wide and high a picture may be, where that is less than usual. */
  across?: number;
  /** The file that it was made from. */
  madeFrom?: string | null;
  noteUse?: NoteUse;
}

/** A clean-up may delete a content between its arrival and its being used; then it is brought again. */
const tries = 3;

async function keep(
  { db, files: { storage, limits } }: Giving,
  { organizationId, communityId, personId }: Giver,
  { path, ...facts }: Fit,
  { madeFrom = null, noteUse = async () => {} }: Ways,
): Promise<StoredFile> {
  const content = await contentOf(path);
  const { sha256, sizeBytes } = content;
  const file = { organizationId, communityId, givenBy: personId, ...content, ...facts };
  const note = async (tx: Transaction) => {
    await checkRoom(tx, communityId, { sizeBytes, limits });
    await upsertBlob(tx, organizationId, content);
  };
  const use = async (tx: Transaction): Promise<string | null> => {
    await note(tx);
    // From here on nobody deletes it.
    if (!(await storage.has({ organizationId, sha256 }))) return null;
    const id = await insertFile(tx, { ...file, madeFrom });
    await noteUse(tx, id);
    return id;
  };
  // Noted before it comes, so that nothing lies in the storage that no row knows of.
  await db.within(organizationId, note);
  for (let left = tries; left > 0; left -= 1) {
    await storage.put(organizationId, createReadStream(path));
    const id = await db.within(organizationId, use);
    if (id !== null) return { ...file, id, createdAt: new Date() };
  }
  throw new Error('The storage loses what it is given');
}

/**
 * Takes a file in: finds out what it is, takes out of pictures what is nobody's business, and keeps it.
 *
 * @throws FileRefused when it is not taken
 */
export async function giveFile(
  giving: Giving,
  giver: Giver,
  received: Arrived,
  ways: Ways = {},
): Promise<StoredFile> {
  try {
    return await keep(giving, giver, await madeFit(giving.files, received, ways.across), ways);
  } catch (cause) {
    if (cause instanceof StorageUnreachable) throw new FileRefused('away', { cause });
    if (cause instanceof NotScanned) throw new FileRefused('unscanned', { cause });
    throw cause;
  } finally {
    await rm(`${received.path}.drawn`, { force: true });
  }
}
