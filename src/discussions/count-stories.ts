import type { Transaction } from '../db/index.ts';

/** How often members told what came of the posts on a page of a thread, by the numbers of the posts: a room above keeps it. */
export type CountStories = (
  tx: Transaction,
  page: { threadId: string; from: number; limit: number },
) => Promise<ReadonlyMap<number, number>>;
