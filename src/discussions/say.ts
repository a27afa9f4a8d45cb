import type { Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { checkMentions } from './mention.ts';
import { checkPace, type Paces } from './pace.ts';
import type { AtThread } from './place.ts';
import { checkMayReply } from './refuse-reply.ts';
import { checkWords } from './warn.ts';
import { reply, startThread } from './write.ts';

/** What a member says, as a form held it. */
export interface Said {
  body: string;
  isAnonymous: boolean;
  /** Whether they have seen already what may be meant for nobody. */
  isWarned: boolean;
}

/** What decides whether it is too much for now. */
interface Pacing {
  paces: Paces;
  now: Date;
}

function checkSaid(
  member: Member,
  { body, isAnonymous, isWarned }: Said,
  { now, title = '' }: Pick<Pacing, 'now'> & { title?: string },
): void {
  checkMentions(member, { body, tried: '' }, { isAnonymous, now });
  checkWords(member.community, { text: [title, body].join('\n'), isWarned });
}

/** Says it in a thread. @throws Refused | Warned where it is not taken, or not yet. @returns the new post's number */
export async function say(
  tx: Transaction,
  { member, thread }: AtThread,
  { parentNo, ...said }: Said & { parentNo: number | null },
  { paces, now }: Pacing,
): Promise<number> {
  await checkMayReply(tx, { member, thread }, now);
  await checkPace(tx, member, { adds: 'replies', paces, now });
  checkSaid(member, said, { now });
  const { body, isAnonymous } = said;
  return reply(tx, member, { thread, parentNo, body, isAnonymous });
}

/** Begins a thread by saying it. @throws Refused | Warned where it is not taken, or not yet. @returns the thread's id */
export async function beginBySaying(
  tx: Transaction,
  member: Member,
  { title, topic, ...said }: Said & { title: string; topic: string },
  { paces, now }: Pacing,
): Promise<string> {
  await checkPace(tx, member, { adds: 'threads', paces, now });
  checkSaid(member, said, { now, title });
  const { body, isAnonymous } = said;
  return startThread(tx, member, { kind: 'discussion', title, topic, body, isAnonymous });
}
