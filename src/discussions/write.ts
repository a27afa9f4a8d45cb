import { record } from '../activity/index.ts';
import { fold, topicsOf, type Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Invalid } from '../errors.ts';
import { insertPoll, type NewPoll } from '../polls/index.ts';
import { takeAlias } from './alias-store.ts';
import { hasAnnouncedThisWeek } from './list-store.ts';
import { namePeople } from './name-people.ts';
import { insertPost } from './post-store.ts';
import { noteWriter } from './reader-store.ts';
import { showFiles } from './show-files.ts';
import { insertThread, takePostNo } from './thread-store.ts';
import type { ThreadKind } from './thread.ts';
import { beginWatch } from './watch-store.ts';
import { storedWords } from './words.ts';

/** Who a post is signed by: the member, or the alias they take in the thread. */
interface Signature {
  authorId: string | null;
  aliasNo: number | null;
}

interface NewPost {
  threadId: string;
  parentNo: number | null;
  body: string;
  tried: string;
  signature: Signature;
}

/** Adds a post, and marks it read by whoever wrote it. @returns its number in the thread */
async function addPost(
  tx: Transaction,
  member: Member,
  { threadId, parentNo, body, tried, signature }: NewPost,
): Promise<{ id: string; postNo: number }> {
  const { community, personId } = member;
  const { organizationId } = community;
  const postNo = await takePostNo(tx, threadId, signature);
  const id = await insertPost(tx, {
    organizationId,
    threadId,
    postNo,
    parentNo,
    ...signature,
    ...storedWords({ body, tried }),
  });
  await showFiles(tx, { organizationId, id }, { body, tried }, personId);
  await namePeople(tx, member, { id, threadId }, { words: { body, tried } });
  await noteWriter(tx, { organizationId, threadId, personId, lastReadNo: postNo });
  return { id, postNo };
}

/** A thread as it is begun. */
export interface NewThread {
  kind: ThreadKind;
  title: string;
  /** A topic of the community, or '' for none. */
  topic: string;
  body: string;
  /** What they tried already, of somebody who asks. */
  tried?: string;
  isAnonymous?: boolean;
  poll?: NewPoll | null;
}

async function checkTopic(tx: Transaction, communityId: string, topic: string): Promise<void> {
  const topics = topic === '' ? [] : await topicsOf(tx, communityId);
  if (topic !== '' && !topics.some(({ id }) => id === topic))
    throw new Invalid('No such topic here');
}

/** Whether the community lets this be written behind an alias. @throws Invalid when it was asked for and may not */
function hidesName({ community }: Member, isAnonymous: boolean, kind: ThreadKind): boolean {
  if (!isAnonymous) return false;
  if (community.anonymity !== 'peers' || kind === 'announcement' || kind === 'introduction')
    throw new Invalid('Nobody can hide their name here');
  return true;
}

/**
 * Whether a thread can begin like this.
 *
 * @throws Invalid when the topic is another community's, or a name cannot be hidden that is to be
 * @returns whether it hides its author's name
 */
export async function checkThread(
  tx: Transaction,
  member: Member,
  { kind, topic, isAnonymous }: Pick<NewThread, 'kind' | 'topic'> & { isAnonymous: boolean },
): Promise<boolean> {
  await checkTopic(tx, member.community.id, topic);
  return hidesName(member, isAnonymous, kind);
}

/** @throws Invalid where it cannot begin like this. @returns the thread's id */
export async function startThread(
  tx: Transaction,
  member: Member,
  { kind, title, topic, body, tried = '', isAnonymous = false, poll = null }: NewThread,
): Promise<string> {
  const { organizationId, id: communityId } = member.community;
  const isHidden = await checkThread(tx, member, { kind, topic, isAnonymous });
  const signature = isHidden
    ? { authorId: null, aliasNo: 1 }
    : { authorId: member.personId, aliasNo: null };
  const threadId = await insertThread(tx, {
    organizationId,
    communityId,
    kind,
    ideaState: kind === 'idea' ? 'raised' : null,
    isDelivered: kind === 'announcement' && !(await hasAnnouncedThisWeek(tx, communityId)),
    title,
    titleKey: fold(title),
    topicId: topic || null,
    ...signature,
  });
  const own = { organizationId, threadId, personId: member.personId };
  if (isHidden) await takeAlias(tx, own);
  await addPost(tx, member, {
    threadId,
    parentNo: null,
    body,
    tried: kind === 'question' ? tried : '',
    signature,
  });
  if (poll) await insertPoll(tx, { organizationId, threadId }, poll);
  await beginWatch(tx, own, { level: 'watching', reason: 'started' });
  await record(tx, {
    organizationId,
    communityId,
    personId: signature.authorId,
    verb: 'started',
    objectKind: 'thread',
    objectId: threadId,
  });
  return threadId;
}

interface Reply {
  thread: { id: string; kind: ThreadKind };
  /** The post that it answers; null for the thread as a whole. */
  parentNo: number | null;
  body: string;
  isAnonymous: boolean;
}

/** @returns the new post's number */
export async function reply(
  tx: Transaction,
  member: Member,
  { thread, parentNo, body, isAnonymous }: Reply,
): Promise<number> {
  const { organizationId, id: communityId } = member.community;
  const own = { organizationId, threadId: thread.id, personId: member.personId };
  const signature = hidesName(member, isAnonymous, thread.kind)
    ? { authorId: null, aliasNo: await takeAlias(tx, own) }
    : { authorId: member.personId, aliasNo: null };
  const post = { threadId: thread.id, parentNo, body, tried: '', signature };
  const { id, postNo } = await addPost(tx, member, post);
  await beginWatch(tx, own, { level: 'tracking', reason: 'replied' });
  await record(tx, {
    organizationId,
    communityId,
    personId: signature.authorId,
    verb: 'replied',
    objectKind: 'post',
    objectId: id,
  });
  return postNo;
}
