import type { Transaction } from '../db/index.ts';
import type { PostStanding } from './post.ts';
import type { ThreadSummary } from './thread.ts';

export async function updatePostStanding(
  tx: Transaction,
  postId: string,
  standing: PostStanding,
): Promise<void> {
  await tx.updateTable('posts').set({ standing }).where('id', '=', postId).execute();
}

export async function updateThreadStanding(
  tx: Transaction,
  threadId: string,
  standing: ThreadSummary['standing'],
): Promise<void> {
  await tx.updateTable('threads').set({ standing }).where('id', '=', threadId).execute();
}

/** How a thread goes on: whether it takes replies, until when, how fast, and whether it stays on top. */
export interface ThreadCare {
  lockedAt: Date | null;
  closesAt: Date | null;
  /** It closes this many days after its last post. */
  closesAfterDays: number | null;
  slowSeconds: number | null;
  pinnedUntil: Date | null;
}

/** Whoever looks after the same thread, or writes in it, waits until the transaction ends. */
export function lockThreadCare(tx: Transaction, threadId: string) {
  return tx
    .selectFrom('threads')
    .select([
      'lastPostAt',
      'lockedAt',
      'closesAt',
      'closesAfterDays',
      'slowSeconds',
      'pinnedUntil',
      'topicId',
    ])
    .where('id', '=', threadId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateThreadCare(
  tx: Transaction,
  threadId: string,
  care: ThreadCare,
): Promise<void> {
  await tx.updateTable('threads').set(care).where('id', '=', threadId).execute();
}

/** Takes a thread to another community. Nothing there stands before everybody because of it. */
export async function updateThreadCommunity(
  tx: Transaction,
  threadId: string,
  place: { communityId: string; topicId: string | null },
): Promise<void> {
  await tx
    .updateTable('threads')
    .set({ ...place, isDelivered: false, pinnedUntil: null })
    .where('id', '=', threadId)
    .execute();
}
