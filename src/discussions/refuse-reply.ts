import { may } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import type { AtThread } from './place.ts';
import { lastWroteAt } from './reader-store.ts';
import { isClosed } from './thread.ts';

/** A reply that is not taken now; its message is a key of the translation files. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** @throws Refused where a thread takes no more replies, or none from this member so soon after their last */
export async function checkMayReply(
  tx: Transaction,
  { member, thread }: AtThread,
  now: Date,
): Promise<void> {
  if (may(member.role, 'moderate')) return;
  if (isClosed(thread, now)) throw new Refused('reply.closed');
  if (thread.slowSeconds === null) return;
  const wroteAt = await lastWroteAt(tx, { threadId: thread.id, personId: member.personId });
  const restedMs = wroteAt === null ? Infinity : now.getTime() - wroteAt.getTime();
  if (restedMs < thread.slowSeconds * 1000) throw new Refused('reply.tooSoon');
}
