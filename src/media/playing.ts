import type { Transaction } from '../db/index.ts';
import { filePaths, findFile, type StoredFile } from '../files/index.ts';
import type { Cut } from './cut.ts';
import { findMedia } from './store.ts';

/** How a file that plays is shown. */
interface Playing {
  /** What a player loads: the form that plays everywhere or, until there is one, the file as it was given. */
  path: string;
  /** What of it is meant. */
  cut: Cut;
  posterPath: string | null;
  /** The form that plays everywhere; its ends are cut off for good. */
  made: StoredFile | null;
  /** How much of the form that plays everywhere is made; null where none is on its way. */
  percent: number | null;
}

/** @param fileId as it was given */
export async function playingOf(tx: Transaction, fileId: string): Promise<Playing> {
  const media = await findMedia(tx, fileId);
  const { playableId = null, posterId = null, state = 'failed' } = media ?? {};
  const isOnItsWay = state === 'working';
  const made = playableId === null ? undefined : await findFile(tx, playableId);
  return {
    path: filePaths.file(playableId ?? fileId),
    cut: media && !made ? media : { startMs: 0, endMs: null },
    posterPath: posterId && filePaths.file(posterId),
    made: made ?? null,
    percent: isOnItsWay ? (media?.percent ?? 0) : null,
  };
}
