import { record } from '../activity/index.ts';
import { fold } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Conflict, Forbidden } from '../errors.ts';
import type { EditForm } from './forms.ts';
import { checkMentions } from './mention.ts';
import { namePeople } from './name-people.ts';
import type { AtPost } from './place.ts';
import type { StoredPost } from './post-store.ts';
import { saveRevision, updateWords } from './revision-store.ts';
import { showFiles } from './show-files.ts';
import { updateTitle } from './thread-store.ts';
import { storedWords } from './words.ts';
import { checkWords } from './warn.ts';
import { isWrittenBy } from './written-by.ts';

/** Whoever changes their mind this soon is still writing. */
const sameSittingMs = 5 * 60_000;

/** @throws Forbidden when somebody else wrote it, or it is gone */
export async function checkMayEdit(tx: Transaction, { member, thread, post }: AtPost) {
  const isTheirs = await isWrittenBy(tx, thread.id, post, member.personId);
  if (!isTheirs || post.standing === 'deleted') throw new Forbidden('Not theirs to change');
}

/** Keeps the first wording, the first time that it is changed. */
export async function keepFirst(
  tx: Transaction,
  organizationId: string,
  post: StoredPost,
): Promise<void> {
  const { id: postId, bodySource, triedSource, authorId, createdAt } = post;
  const words = { bodySource, triedSource, editedBy: authorId, reason: null, createdAt };
  await saveRevision(tx, { organizationId, postId, revisionNo: 1, ...words });
}

/**
 * Changes the words of one's own post. Every wording is kept, but for those of one sitting, which count as one.
 *
 * @throws Forbidden when it is not theirs | Conflict when it was changed meanwhile | Refused | Warned
 */
export async function edit(
  tx: Transaction,
  place: AtPost,
  { title = '', body, tried, reason, revision, isWarned, now }: EditForm & { now: Date },
): Promise<void> {
  await checkMayEdit(tx, place);
  const { member, thread, post } = place;
  const { organizationId, id: communityId } = member.community;
  if (revision !== post.revisionNo) throw new Conflict('It was changed meanwhile');
  checkMentions(member, { body, tried }, { isAnonymous: post.aliasNo !== null, now });
  checkWords(member.community, { text: [title, body, tried, reason].join('\n'), isWarned });
  if (post.postNo === 1 && title && title !== thread.title) {
    await updateTitle(tx, thread.id, { title, titleKey: fold(title) });
  }
  const words = storedWords({ body, tried: post.postNo === 1 ? tried : '' });
  if (words.bodySource === post.bodySource && words.triedSource === post.triedSource) return;
  const sittingMs = now.getTime() - (post.editedAt ?? post.createdAt).getTime();
  // The wording that a facilitator left is not the author's own to go on writing at.
  const isSameSitting = sittingMs < sameSittingMs && post.standing !== 'redacted';
  const isUntold = isSameSitting && post.editedAt === null;
  const revisionNo = isSameSitting ? post.revisionNo : post.revisionNo + 1;
  const editedAt = isUntold ? null : now;
  if (!isUntold) {
    if (post.revisionNo === 1) await keepFirst(tx, organizationId, post);
    await saveRevision(tx, {
      organizationId,
      postId: post.id,
      revisionNo,
      bodySource: words.bodySource,
      triedSource: words.triedSource,
      editedBy: post.authorId,
      reason: reason || null,
      createdAt: now,
    });
  }
  await updateWords(tx, post.id, { ...words, revisionNo, editedAt });
  const shown = { body, tried: words.triedSource ?? '' };
  await showFiles(tx, { organizationId, id: post.id }, shown, member.personId);
  const before = { body: post.bodySource, tried: post.triedSource ?? '' };
  await namePeople(tx, member, { id: post.id, threadId: thread.id }, { words: shown, before });
  await record(tx, {
    organizationId,
    communityId,
    personId: post.authorId,
    verb: 'edited',
    objectKind: 'post',
    objectId: post.id,
  });
}
