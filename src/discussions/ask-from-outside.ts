import { record } from '../activity/index.ts';
import { fold, type Community } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { insertPost } from './post-store.ts';
import { insertThread, takePostNo } from './thread-store.ts';
import { checkWords } from './warn.ts';
import { storedWords } from './words.ts';

/** What somebody says who does not belong. */
interface Words {
  body: string;
  /** Whether they have seen already what may be meant for nobody. */
  isWarned: boolean;
}

interface Question extends Words {
  title: string;
  topicId: string | null;
}

/** Who speaks from outside, and to whom. */
interface Asker {
  community: Community;
  personId: string;
}

async function addPost(
  tx: Transaction,
  { community: { organizationId }, personId }: Asker,
  { threadId, body }: { threadId: string; body: string },
): Promise<{ id: string; postNo: number }> {
  const signature = { authorId: personId, aliasNo: null };
  const postNo = await takePostNo(tx, threadId, signature);
  const post = { organizationId, threadId, postNo, parentNo: null, ...signature };
  const id = await insertPost(tx, { ...post, ...storedWords({ body, tried: '' }) });
  return { id, postNo };
}

/**
 * Asks a community from outside. Whoever asks does not belong to it, so they neither follow the thread nor have read
 * it, and name nobody; the caller has seen that they may ask.
 *
 * @throws Warned where their words are not taken yet
 * @returns the thread's id
 */
export async function askFromOutside(
  tx: Transaction,
  asker: Asker,
  { title, body, topicId, isWarned }: Question,
): Promise<string> {
  const { community, personId } = asker;
  checkWords(community, { text: [title, body].join('\n'), isWarned });
  const { organizationId, id: communityId } = community;
  const threadId = await insertThread(tx, {
    organizationId,
    communityId,
    kind: 'question',
    ideaState: null,
    isDelivered: false,
    isFromOutside: true,
    title,
    titleKey: fold(title),
    topicId,
    authorId: personId,
    aliasNo: null,
  });
  await addPost(tx, asker, { threadId, body });
  const deed = { verb: 'asked from outside', objectKind: 'thread', objectId: threadId } as const;
  await record(tx, { organizationId, communityId, personId, ...deed });
  return threadId;
}

/**
 * Says more in the thread of a question from outside, for whoever asked it; the caller has seen that they may.
 *
 * @throws Warned where their words are not taken yet
 * @returns the number of the post
 */
export async function answerFromOutside(
  tx: Transaction,
  asker: Asker,
  { threadId, body, isWarned }: Words & { threadId: string },
): Promise<number> {
  const { community, personId } = asker;
  checkWords(community, { text: body, isWarned });
  const { id, postNo } = await addPost(tx, asker, { threadId, body });
  const { organizationId, id: communityId } = community;
  const deed = { verb: 'asked from outside', objectKind: 'post', objectId: id } as const;
  await record(tx, { organizationId, communityId, personId, ...deed });
  return postNo;
}
