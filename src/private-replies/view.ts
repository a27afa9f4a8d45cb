import type { Writer } from '../discussions/index.ts';
import { isSent, type PrivateReply } from './private-reply.ts';
import { privatePaths } from './paths.ts';

/** Who besides the reader sees something: a key of the translation files, with what it takes up. */
export function seenBy({ name, aliasNo }: Writer) {
  if (aliasNo !== null) return { words: 'inPrivate.seenBy.alias', number: aliasNo };
  if (name !== null) return { words: 'inPrivate.seenBy.name', name };
  return { words: 'inPrivate.seenBy.unnamed' };
}

/** The other of the two. */
function otherOf({ isAuthors, author, answererName }: PrivateReply): Writer {
  return isAuthors ? { name: answererName, aliasNo: null } : author;
}

/** Who wrote it, as everybody sees them. */
function writerOf({ isFromAuthor, author, answererName }: PrivateReply): Writer {
  return isFromAuthor ? author : { name: answererName, aliasNo: null };
}

/** Where a post is. */
interface Address {
  communityId: string;
  threadId: string;
  postNo: number;
}

function replyView(reply: PrivateReply, { communityId, threadId, postNo }: Address) {
  const { id, isMine, bodyHtml, createdAt, withdrawnAt, reportState } = reply;
  const post = [communityId, threadId, postNo] as const;
  return {
    id,
    isMine,
    bodyHtml,
    createdAt,
    writer: writerOf(reply),
    isSent: isSent(reply),
    isUpheld: reportState === 'upheld',
    isWithdrawn: withdrawnAt !== null,
    isReported: !isMine && reportState !== null,
    withdrawal: privatePaths.withdrawal([...post], id),
    removal: privatePaths.removal([...post], id),
    report: privatePaths.report([...post], id),
  };
}

/** What two say about a post in private, as one of them sees it. */
export function conversationView(
  replies: readonly [PrivateReply, ...PrivateReply[]],
  address: Address,
  { mayBegin }: { mayBegin: boolean },
) {
  const { communityId, threadId, postNo } = address;
  const [first] = replies;
  const answered = replies.findLast(({ isFromAuthor }) => !isFromAuthor);
  const talk = privatePaths.talk(communityId, threadId, postNo);
  const answer = answered && privatePaths.answer([communityId, threadId, postNo], answered.id);
  return {
    key: first.id,
    seenBy: seenBy(otherOf(first)),
    replies: replies.map((reply) => replyView(reply, address)),
    answer: first.isAuthors ? (answer ?? null) : mayBegin ? talk : null,
  };
}

/** What is said in private, by what it has in common. */
export function groupsOf<K>(
  replies: readonly PrivateReply[],
  keyOf: (reply: PrivateReply) => K,
): Map<K, [PrivateReply, ...PrivateReply[]]> {
  const groups = new Map<K, [PrivateReply, ...PrivateReply[]]>();
  for (const reply of replies) {
    const begun = groups.get(keyOf(reply));
    if (begun) begun.push(reply);
    else groups.set(keyOf(reply), [reply]);
  }
  return groups;
}
