import type { Transaction } from '../db/index.ts';
import { Forbidden } from '../errors.ts';
import { deleteBookmark, insertBookmark } from './bookmark-store.ts';
import type { ReactionForm, WishForm } from './forms.ts';
import type { AtPost } from './place.ts';
import { countReactions, deleteReaction, insertReaction } from './reaction-store.ts';
import { isWrittenBy } from './written-by.ts';

/** Says something of a post without writing one, or takes it back. @throws Forbidden of one's own post */
export async function react(
  tx: Transaction,
  { member, thread, post }: AtPost,
  { kind, wish }: ReactionForm,
): Promise<void> {
  const { community, personId } = member;
  if (await isWrittenBy(tx, thread.id, post, personId)) throw new Forbidden('It is their own');
  const reaction = { organizationId: community.organizationId, postId: post.id, personId, kind };
  if (wish === 'give') await insertReaction(tx, reaction);
  else await deleteReaction(tx, reaction);
  await countReactions(tx, post.id);
}

/** Keeps a post for oneself, to be found again. */
export async function bookmark(
  tx: Transaction,
  { member, post }: AtPost,
  { wish }: WishForm,
): Promise<void> {
  const { community, personId } = member;
  const key = { organizationId: community.organizationId, personId, postId: post.id };
  if (wish === 'give') await insertBookmark(tx, key);
  else await deleteBookmark(tx, key);
}
