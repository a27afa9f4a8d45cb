import { record } from '../activity/index.ts';
import { topicsOf, type Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Invalid } from '../errors.ts';
import { renderMarkdown, rendererVersion } from '../web/index.ts';
import { advanceReader, insertPost, insertThread, takePostNo } from './store.ts';
import type { ThreadKind } from './thread.ts';

/** Adds a post, and marks it read by whoever wrote it. @returns its number in the thread */
async function addPost(
  tx: Transaction,
  { community, personId }: Member,
  { threadId, body }: { threadId: string; body: string },
): Promise<{ id: string; postNo: number }> {
  const { organizationId } = community;
  const postNo = await takePostNo(tx, threadId, personId);
  const id = await insertPost(tx, {
    organizationId,
    threadId,
    postNo,
    authorId: personId,
    bodySource: body,
    bodyHtml: renderMarkdown(body),
    rendererVersion,
  });
  await advanceReader(tx, { organizationId, threadId, personId, lastReadNo: postNo });
  return { id, postNo };
}

interface NewThread {
  kind: ThreadKind;
  title: string;
  /** A topic of the community, or '' for none. */
  topic: string;
  body: string;
}

/** @throws Invalid when the topic is another community's. @returns the thread's id */
export async function startThread(
  tx: Transaction,
  member: Member,
  { kind, title, topic, body }: NewThread,
): Promise<string> {
  const { organizationId, id: communityId } = member.community;
  const topics = topic === '' ? [] : await topicsOf(tx, communityId);
  if (topic !== '' && !topics.some(({ id }) => id === topic))
    throw new Invalid('No such topic here');
  const threadId = await insertThread(tx, {
    organizationId,
    communityId,
    kind,
    title,
    topicId: topic || null,
    authorId: member.personId,
  });
  await addPost(tx, member, { threadId, body });
  await record(tx, {
    organizationId,
    communityId,
    personId: member.personId,
    verb: 'started',
    objectKind: 'thread',
    objectId: threadId,
  });
  return threadId;
}

/** @returns the new post's number */
export async function reply(
  tx: Transaction,
  member: Member,
  { threadId, body }: { threadId: string; body: string },
): Promise<number> {
  const { organizationId, id: communityId } = member.community;
  const { id, postNo } = await addPost(tx, member, { threadId, body });
  await record(tx, {
    organizationId,
    communityId,
    personId: member.personId,
    verb: 'replied',
    objectKind: 'post',
    objectId: id,
  });
  return postNo;
}
