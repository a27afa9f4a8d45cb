import { record } from '../activity/index.ts';
import { fold, type Community } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { insertPost } from './post-store.ts';
import { insertThread, takePostNo } from './thread-store.ts';
import { checkWords } from './warn.ts';
import { storedWords } from './words.ts';

/** What somebody asks who does not belong. */
interface Question {
  title: string;
  body: string;
  topicId: string | null;
  /** Whether they have seen already what may be meant for nobody. */
  isWarned: boolean;
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
  { community, personId }: { community: Community; personId: string },
  { title, body, topicId, isWarned }: Question,
): Promise<string> {
  checkWords(community, { text: [title, body].join('\n'), isWarned });
  const { organizationId, id: communityId } = community;
  const signature = { authorId: personId, aliasNo: null };
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
    ...signature,
  });
  const postNo = await takePostNo(tx, threadId, signature);
  const post = { organizationId, threadId, postNo, parentNo: null, ...signature };
  await insertPost(tx, { ...post, ...storedWords({ body, tried: '' }) });
  const deed = { verb: 'asked from outside', objectKind: 'thread', objectId: threadId } as const;
  await record(tx, { organizationId, communityId, personId, ...deed });
  return threadId;
}
