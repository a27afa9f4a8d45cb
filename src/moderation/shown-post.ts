import type { Transaction } from '../db/index.ts';
import { postsFrom, withNames, type AtPost, type Post } from '../discussions/index.ts';

/** A post as its page shows it. */
export async function shownPost(
  tx: Transaction,
  { member, thread, post }: AtPost,
): Promise<Post | undefined> {
  const look = { threadId: thread.id, personId: member.personId };
  const [shown] = await postsFrom(tx, look, { from: post.postNo, limit: 1 });
  if (!shown) return undefined;
  const { bodyHtml, triedHtml, mentions } = shown;
  const named = (html: string) => withNames(html, mentions, null);
  return { ...shown, bodyHtml: named(bodyHtml), triedHtml: triedHtml && named(triedHtml) };
}
