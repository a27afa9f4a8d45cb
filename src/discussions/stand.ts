import type { Transaction } from '../db/index.ts';
import { updatePostStanding, updateThreadStanding } from './care-store.ts';
import { keepFirst } from './edit.ts';
import { namePeople } from './name-people.ts';
import type { AtPost } from './place.ts';
import type { PostStanding } from './post.ts';
import { saveRevision, updateWords, wordingOf } from './revision-store.ts';
import { showFiles } from './show-files.ts';
import { storedWords, type Words } from './words.ts';

/** Sets where a post stands; its thread stands and falls with the first one. */
export async function stand(
  tx: Transaction,
  { thread, post }: AtPost,
  standing: PostStanding,
): Promise<void> {
  await updatePostStanding(tx, post.id, standing);
  if (post.postNo !== 1) return;
  const isGone = standing === 'hidden' || standing === 'deleted';
  await updateThreadStanding(tx, thread.id, isGone ? standing : 'visible');
}

/**
 * Takes something out of a post. The wording before stays sealed among its revisions.
 *
 * @returns the number of the wording that nothing was taken out of
 */
export async function redact(
  tx: Transaction,
  { member, thread, post }: AtPost,
  { words, reason, now }: { words: Words; reason: string; now: Date },
): Promise<number> {
  const { organizationId } = member.community;
  if (post.revisionNo === 1) await keepFirst(tx, organizationId, post);
  const revisionNo = post.revisionNo + 1;
  const stored = storedWords(words);
  await saveRevision(tx, {
    organizationId,
    postId: post.id,
    revisionNo,
    bodySource: stored.bodySource,
    triedSource: stored.triedSource,
    editedBy: member.personId,
    reason,
    createdAt: now,
  });
  await updateWords(tx, post.id, { ...stored, revisionNo, editedAt: post.editedAt });
  await showFiles(tx, { organizationId, id: post.id }, words, null);
  const before = { body: post.bodySource, tried: post.triedSource ?? '' };
  await namePeople(tx, member, { id: post.id, threadId: thread.id }, { words, before });
  return post.revisionNo;
}

/** Puts back what was taken out, unless the author has worded it anew since. */
export async function unredact(
  tx: Transaction,
  { member, thread, post }: AtPost,
  { originalRevisionNo, now }: { originalRevisionNo: number; now: Date },
): Promise<void> {
  const { organizationId } = member.community;
  const current = await wordingOf(tx, post.id, post.revisionNo);
  const original = await wordingOf(tx, post.id, originalRevisionNo);
  if (!original || current?.editedBy === post.authorId) return;
  const revisionNo = post.revisionNo + 1;
  const { bodySource, triedSource } = original;
  await saveRevision(tx, {
    organizationId,
    postId: post.id,
    revisionNo,
    bodySource,
    triedSource,
    editedBy: member.personId,
    reason: null,
    createdAt: now,
  });
  const words = storedWords({ body: bodySource, tried: triedSource ?? '' });
  await updateWords(tx, post.id, { ...words, revisionNo, editedAt: post.editedAt });
  const shown = { body: bodySource, tried: triedSource ?? '' };
  await showFiles(tx, { organizationId, id: post.id }, shown, null);
  const before = { body: post.bodySource, tried: post.triedSource ?? '' };
  await namePeople(tx, member, { id: post.id, threadId: thread.id }, { words: shown, before });
}
