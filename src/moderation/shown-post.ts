import type { Transaction } from '../db/index.ts';
import { postsFrom, type AtPost, type Post } from '../discussions/index.ts';

/** A post as its page shows it. */
export async function shownPost(
  tx: Transaction,
  { member, thread, post }: AtPost,
): Promise<Post | undefined> {
  const look = { threadId: thread.id, personId: member.personId };
  const [shown] = await postsFrom(tx, look, { from: post.postNo, limit: 1 });
  return shown;
}
