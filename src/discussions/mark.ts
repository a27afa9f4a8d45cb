import { record } from '../activity/index.ts';
import { may } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Forbidden, Invalid } from '../errors.ts';
import type { WishForm } from './forms.ts';
import { countMarks, deleteMark, insertMark, type MarkKind } from './mark-store.ts';
import type { AtPost } from './place.ts';
import { lockThread } from './thread-store.ts';
import { isWrittenBy } from './written-by.ts';

async function mark(
  tx: Transaction,
  { member, thread, post }: AtPost,
  { kind, wish }: { kind: MarkKind; wish: WishForm['wish'] },
): Promise<void> {
  const { community, personId } = member;
  const { organizationId, id: communityId } = community;
  await lockThread(tx, thread.id);
  const key = { organizationId, postId: post.id, kind, personId };
  if (wish === 'give') await insertMark(tx, key);
  else await deleteMark(tx, key);
  await countMarks(tx, thread.id, post.id);
  if (wish === 'take back') return;
  // Accepting tells who asked, and they may have asked behind an alias.
  const isSealed = kind === 'accepted' && thread.author.aliasNo !== null && thread.isMine;
  await record(tx, {
    organizationId,
    communityId,
    personId: isSealed ? null : personId,
    verb: kind,
    objectKind: 'post',
    objectId: post.id,
  });
}

/**
 * Marks a reply as having solved it, or takes that back: whoever asked, or a facilitator. Several may have.
 *
 * @throws Forbidden when it is not theirs to say | Invalid where nothing was asked
 */
export async function accept(tx: Transaction, place: AtPost, { wish }: WishForm): Promise<void> {
  const { member, thread, post } = place;
  if (thread.kind !== 'question' || post.postNo === 1) throw new Invalid('Only replies solve');
  if (!thread.isMine && !may(member.role, 'moderate')) throw new Forbidden('They did not ask');
  await mark(tx, place, { kind: 'accepted', wish });
}

/**
 * Says that a reply is right, for those who may speak for the subject.
 *
 * @throws Forbidden when they may not, or wrote it themselves | Invalid of what began the thread
 */
export async function endorse(tx: Transaction, place: AtPost, { wish }: WishForm): Promise<void> {
  const { member, thread, post } = place;
  if (post.postNo === 1) throw new Invalid('Only replies are endorsed');
  if (!may(member.role, 'endorse')) throw new Forbidden('Not theirs to endorse');
  if (await isWrittenBy(tx, thread.id, post, member.personId)) throw new Forbidden('Their own');
  await mark(tx, place, { kind: 'endorsed', wish });
}
