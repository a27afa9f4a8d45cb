import type { Transaction } from '../db/index.ts';
import type { Cut } from './cut.ts';

/** How far a form that plays everywhere is. */
type State = 'waiting' | 'working' | 'ready' | 'failed';

/** What belongs to a file that plays. */
export interface Media extends Cut {
  fileId: string;
  state: State;
  percent: number;
  playableId: string | null;
  posterId: string | null;
}

/** Says which part of a file is meant; what was said first, holds. */
export async function insertMedia(
  tx: Transaction,
  media: Cut & { organizationId: string; fileId: string },
): Promise<void> {
  await tx
    .insertInto('media')
    .values(media)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export function findMedia(tx: Transaction, fileId: string): Promise<Media | undefined> {
  return tx
    .selectFrom('media')
    .select(['fileId', 'startMs', 'endMs', 'state', 'percent', 'playableId', 'posterId'])
    .where('fileId', '=', fileId)
    .executeTakeFirst();
}

export async function setState(tx: Transaction, fileId: string, state: State): Promise<void> {
  await tx.updateTable('media').set({ state, percent: 0 }).where('fileId', '=', fileId).execute();
}

/** Says how far it is, unless it is over meanwhile. */
export async function setProgress(tx: Transaction, fileId: string, percent: number): Promise<void> {
  await tx
    .updateTable('media')
    .set({ percent })
    .where('fileId', '=', fileId)
    .where('state', '=', 'working')
    .execute();
}

export async function setReady(
  tx: Transaction,
  fileId: string,
  made: Pick<Media, 'playableId' | 'posterId'>,
): Promise<void> {
  await tx
    .updateTable('media')
    .set({ ...made, state: 'ready', percent: 100 })
    .where('fileId', '=', fileId)
    .execute();
}

/** The files that no form plays everywhere of, those that wait longest first. */
export async function waitingMedia(tx: Transaction, limit: number): Promise<string[]> {
  const waiting = await tx
    .selectFrom('media')
    .select('fileId')
    .where('state', 'in', ['waiting', 'working'])
    .orderBy('createdAt')
    .limit(limit)
    .execute();
  return waiting.map(({ fileId }) => fileId);
}
