import { may, readerOf } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import type { Holder } from '../files/index.ts';
import type { Session } from '../sessions/index.ts';
import { threadAt } from './place.ts';
import { isShown } from './post.ts';
import { findPostPlace } from './post-store.ts';
import { isWrittenBy } from './written-by.ts';

/** Whether this visit may read the post, and with it the files that it shows, wherever the post stands by now. */
export async function mayReadPost(
  tx: Transaction,
  session: Session,
  { id: postId }: Holder,
): Promise<boolean> {
  const post = await findPostPlace(tx, postId);
  if (!post) return false;
  try {
    const { role } = await readerOf(tx, session, post.communityId);
    const { personId } = session;
    const { threadId, communityId } = post;
    await threadAt(tx, { threadId, communityId }, { personId, roleOf: () => role });
    if (isShown(post) || may(role, 'moderate')) return true;
    return personId !== null && isWrittenBy(tx, threadId, post, personId);
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}
