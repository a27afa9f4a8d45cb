import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { hourlyRound } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import {
  findFile,
  giveFile,
  givePicture,
  type FileStore,
  type StoredFile,
} from '../files/index.ts';
import type { AskFor, Job, Jobs } from '../jobs/index.ts';
import { canConvert, convert, isFilm, look, takePicture } from './conversion.ts';
import { findMedia, setProgress, setReady, setState, waitingMedia, type Media } from './store.ts';

const Which = z.object({ organizationId: z.uuid(), fileId: z.uuid() });
type Which = z.infer<typeof Which>;

interface Making {
  db: Database;
  files: FileStore;
  /** Where ffmpeg is. */
  program: string;
}

/** Who waits sees how far it is, and nobody needs to know more often. */
const tellEveryMs = 2000;
const mostInOneRun = 200;

function teller({ db }: Making, { organizationId, fileId }: Which, lengthMs: number) {
  let toldAt = 0;
  return (madeMs: number): void => {
    const now = Date.now();
    if (now - toldAt < tellEveryMs) return;
    toldAt = now;
    const percent = Math.min(99, Math.floor((madeMs / Math.max(1, lengthMs)) * 100));
    // What is not told now is told next.
    void db.within(organizationId, (tx) => setProgress(tx, fileId, percent)).catch(() => {});
  };
}

const withEnding = (name: string, ending: string) => `${name.replace(/\.[^.]*$/, '')}.${ending}`;

async function posterOf(
  { db, files, program }: Making,
  file: StoredFile,
  {
    film,
    lengthMs,
    into,
    signal,
  }: { film: string; lengthMs: number; into: string; signal: AbortSignal },
): Promise<string | null> {
  await takePicture({ program, signal }, { film, lengthMs, into });
  const { organizationId, communityId, givenBy: personId } = file;
  const giver = { organizationId, communityId, personId };
  const found = { name: withEnding(file.name, 'jpg'), bytes: await readFile(into) };
  return (await givePicture({ db, files }, giver, found, { madeFrom: file.id }))?.id ?? null;
}

async function make(
  making: Making,
  {
    which,
    file,
    media,
    folder,
    signal,
  }: {
    which: Which;
    file: StoredFile;
    media: Media;
    folder: string;
    signal: AbortSignal;
  },
): Promise<void> {
  const { db, files, program } = making;
  const { organizationId, communityId, givenBy: personId, mediaType } = file;
  const original = { path: join(folder, 'original'), mediaType };
  await pipeline(await files.storage.open(file), createWriteStream(original.path), { signal });
  const run = { program, signal };
  const seen = await look(run, original);
  const lengthMs = (media.endMs ?? seen.lengthMs) - media.startMs;
  const name = withEnding(file.name, isFilm(original) ? 'mp4' : 'm4a');
  const into = join(folder, isFilm(original) ? 'made.mp4' : 'made.m4a');
  const mostBytes = files.limits.uploadBytes;
  const onProgress = teller(making, which, lengthMs);
  await convert(run, { original, cut: media, seen, into, mostBytes, onProgress });
  const poster = { film: into, lengthMs, into: join(folder, 'poster.jpg'), signal };
  const posterId = isFilm(original) ? await posterOf(making, file, poster) : null;
  const limits = { ...files.limits, fileBytes: mostBytes };
  await giveFile(
    { db, files: { ...files, limits } },
    { organizationId, communityId, personId },
    { field: '', name, path: into, isCut: false },
    {
      madeFrom: file.id,
      noteUse: (tx, playableId) => setReady(tx, file.id, { playableId, posterId }),
    },
  );
}

async function makePlayable(making: Making, which: Which, signal: AbortSignal): Promise<void> {
  const { db, files } = making;
  const { organizationId, fileId } = which;
  const found = await db.within(organizationId, async (tx) => {
    const file = await findFile(tx, fileId);
    const media = await findMedia(tx, fileId);
    const isWanted = file && media && media.state !== 'ready' && canConvert(file.mediaType);
    if (isWanted) await setState(tx, fileId, 'working');
    return isWanted && { file, media };
  });
  if (!found) return;
  const folder = join(files.incoming, randomUUID());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await make(making, { which, ...found, folder, signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function makeOne(making: Making): Job<Which> {
  return {
    name: 'make-playable',
    payload: Which,
    atOnce: 1,
    limitSeconds: 3 * 3600,
    retries: 2,
    firstPauseSeconds: 60,
    work: (which, signal) => makePlayable(making, which, signal),
    givenUp: ({ organizationId, fileId }) =>
      making.db.within(organizationId, (tx) => setState(tx, fileId, 'failed')),
  };
}

/** Asks for what waits still: it was given before ffmpeg came, or the asking was lost. */
function makeAll({ db }: Making, askForOne: AskFor<Which>): Job<object> {
  return hourlyRound(db, {
    name: 'make-all-playable',
    retries: 3,
    visit: async (organizationId) => {
      const waiting = await db.within(organizationId, (tx) => waitingMedia(tx, mostInOneRun));
      for (const fileId of waiting) await askForOne({ organizationId, fileId });
    },
  });
}

/** Asks for a form of a file that plays everywhere. Nothing is lost where that fails: what waits is asked for every hour. */
export type AskForPlayable = (which: Which) => void;

/**
 * Hands the making of what plays everywhere to the background.
 *
 * @param house.ffmpeg where the program is; null where there is none, and what was given plays as it is
 */
export function registerPlayableJobs(
  jobs: Pick<Jobs, 'register'>,
  { ffmpeg, ...house }: Omit<Making, 'program'> & { ffmpeg: string | null },
): AskForPlayable {
  if (ffmpeg === null) return () => {};
  const making = { ...house, program: ffmpeg };
  const askForOne = jobs.register(makeOne(making));
  jobs.register(makeAll(making, askForOne));
  return (which) => void askForOne(which).catch(() => {});
}
