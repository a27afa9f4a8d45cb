import { fold } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import { moveDrafts } from '../writing/index.ts';
import { carryReaders, carryVotes, placeReaders } from './carry-store.ts';
import { draftOf } from './draft.ts';
import type { AtThread } from './place.ts';
import { insertThread } from './thread-store.ts';
import type { OpenedThread } from './thread.ts';
import { leadOn } from './successor-store.ts';
import {
  appendPosts,
  carryAliases,
  lockPosts,
  lockThreads,
  settleThread,
  takePostsOut,
  type Transfer,
} from './transfer-store.ts';
import { copyWatches } from './watch-store.ts';

/** Posts before threads, as whoever marks a post or writes one does. */
async function lockAll(
  tx: Transaction,
  { from, into }: Transfer,
): Promise<{ afterNo: number; count: number }> {
  const posts = await lockPosts(tx, from, null);
  const lastNos = await lockThreads(tx, [from, into]);
  if (lastNos.get(from) !== posts.length) throw new Conflict('Somebody wrote in it just now');
  return { afterNo: lastNos.get(into) ?? 0, count: posts.length };
}

/**
 * Puts a thread's posts behind those of another of the same community, in their order. Its addresses lead
 * there; whoever follows it, wrote in it or has begun a reply goes with it.
 *
 * @throws Conflict when somebody writes in it at the same moment
 */
export async function mergeThreads(
  tx: Transaction,
  { member, thread }: AtThread,
  target: OpenedThread,
): Promise<void> {
  const { organizationId } = member.community;
  const transfer = { organizationId, from: thread.id, into: target.id };
  const { afterNo } = await lockAll(tx, transfer);
  await appendPosts(tx, transfer, afterNo);
  await carryAliases(tx, transfer, afterNo);
  await carryReaders(tx, transfer, afterNo);
  await copyWatches(tx, 'thread', transfer);
  if (target.kind === 'idea') await carryVotes(tx, transfer);
  await moveDrafts(tx, { from: draftOf.reply(thread.id), into: draftOf.reply(target.id) });
  await settleThread(tx, target.id);
  await leadOn(tx, transfer, afterNo);
}

/**
 * Makes posts of a thread a thread of their own. Each leaves a line where it stood that leads to it.
 *
 * @param postNos never the first, which its thread stands and falls with
 * @throws Conflict when none of them is there to be moved any more
 * @returns the new thread's id
 */
export async function splitThread(
  tx: Transaction,
  { member, thread }: AtThread,
  { title, postNos }: { title: string; postNos: readonly number[] },
): Promise<string> {
  const { organizationId, id: communityId } = member.community;
  const posts = await lockPosts(tx, thread.id, postNos);
  if (posts.length === 0) throw new Conflict('None of them is there to be moved any more');
  await lockThreads(tx, [thread.id]);
  const into = await insertThread(tx, {
    organizationId,
    communityId,
    kind: thread.kind === 'question' ? 'question' : 'discussion',
    ideaState: null,
    isDelivered: false,
    title,
    titleKey: fold(title),
    topicId: thread.topicId,
    authorId: member.personId,
    aliasNo: null,
  });
  const transfer = { organizationId, from: thread.id, into };
  await takePostsOut(tx, transfer, posts);
  await carryAliases(tx, transfer, 0);
  const taken = posts.map(({ postNo }) => postNo);
  await placeReaders(tx, transfer, taken);
  await copyWatches(tx, 'thread', transfer);
  await settleThread(tx, into);
  await settleThread(tx, thread.id);
  return into;
}
