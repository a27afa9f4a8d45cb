import type { Request } from 'express';
import { may } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { isWrittenBy, memberAtPost, type AtPost } from '../discussions/index.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { isSent, type PrivateReply } from './private-reply.ts';
import { repliesSeenBy } from './store.ts';

/** A post that everybody can see, and what this member says about it in private, with whomever. */
interface AtPrivatePost extends AtPost {
  replies: PrivateReply[];
}

/** @throws NotFound where there is no such post, or not everybody sees it as it was written any more */
async function atPrivatePost(tx: Transaction, req: Request): Promise<AtPrivatePost> {
  const place = await memberAtPost(tx, req);
  const { member, thread, post } = place;
  if (post.standing !== 'visible') throw new NotFound('It is not shown as it was written');
  const look = { threadId: thread.id, personId: member.personId };
  const page = { from: post.postNo, limit: 1, marksSeen: true };
  return { ...place, replies: await repliesSeenBy(tx, look, page) };
}

/** Where somebody writes in private, and between whom. */
export interface Between extends AtPrivatePost {
  answererId: string;
  isFromAuthor: boolean;
}

/**
 * Whoever may speak for the subject writes to the post's author; the author to whom they answer.
 *
 * @param to what the author answers
 * @throws NotFound of what nobody wrote to them | Forbidden when it is not theirs to begin
 */
export async function between(tx: Transaction, req: Request, to: string | null): Promise<Between> {
  const place = await atPrivatePost(tx, req);
  const { member, thread, post, replies } = place;
  const { personId, role } = member;
  if (!(await isWrittenBy(tx, thread.id, post, personId))) {
    if (!may(role, 'endorse')) throw new Forbidden('Not theirs to say in private');
    if (thread.askerId !== null && post.authorId === thread.askerId)
      throw new Forbidden('Whoever asked from outside would never read it');
    return { ...place, answererId: personId, isFromAuthor: false };
  }
  if (to === null) throw new Forbidden('Their own post');
  const answered = replies.find(({ id, isFromAuthor }) => id === to && !isFromAuthor);
  if (!answered) throw new NotFound('Nobody wrote them that');
  const { answererId } = answered;
  const isBetween = (reply: PrivateReply) => reply.answererId === answererId;
  return { ...place, replies: replies.filter(isBetween), answererId, isFromAuthor: true };
}

/** One private reply, at its post. */
export interface AtReply extends AtPost {
  reply: PrivateReply;
}

async function atReply(tx: Transaction, req: Request): Promise<AtReply> {
  const { replies, ...place } = await atPrivatePost(tx, req);
  const reply = replies.find(({ id }) => id === req.params['replyId']);
  if (!reply) throw new NotFound('No such private reply of theirs');
  return { ...place, reply };
}

/** What this member wrote, taken back or not. @throws NotFound of anything else */
export async function ownReply(tx: Transaction, req: Request): Promise<AtReply> {
  const place = await atReply(tx, req);
  if (!place.reply.isMine || place.reply.reportState === 'upheld')
    throw new NotFound('Not theirs to take back');
  return place;
}

/** What was written for this member, and sent. @throws NotFound of anything else */
export async function receivedReply(tx: Transaction, req: Request): Promise<AtReply> {
  const place = await atReply(tx, req);
  if (place.reply.isMine || !isSent(place.reply)) throw new NotFound('Nobody wrote them that');
  return place;
}
