import { may, type Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { postsSince } from './pace-store.ts';
import { Refused } from './refuse-reply.ts';

interface Allowance {
  threads: number;
  replies: number;
}

/** How much one member can write in an hour. */
export interface Paces {
  newcomer: Allowance;
  member: Allowance;
}

/** Far more than anybody says who means it, and little enough that nobody drowns a community. */
export const usualPaces: Paces = {
  newcomer: { threads: 3, replies: 20 },
  member: { threads: 20, replies: 100 },
};

const hourMs = 3_600_000;
const newcomerForMs = 2 * 24 * hourMs;

/** Whether somebody came to the community within these days. */
export function isNewcomer({ membership }: Pick<Member, 'membership'>, now: Date): boolean {
  return now.getTime() - membership.joinedAt.getTime() < newcomerForMs;
}

/** @throws Refused when this member has written as much within the hour as one can */
export async function checkPace(
  tx: Transaction,
  member: Member,
  { adds, paces, now }: { adds: keyof Allowance; paces: Paces; now: Date },
): Promise<void> {
  const { community, personId, role } = member;
  if (may(role, 'moderate')) return;
  const isNew = isNewcomer(member, now);
  const written = await postsSince(tx, {
    communityId: community.id,
    personId,
    since: new Date(now.getTime() - hourMs),
  });
  const allowance = isNew ? paces.newcomer : paces.member;
  if (written[adds] < allowance[adds]) return;
  throw new Refused(isNew ? `pace.newcomer.${adds}` : `pace.member.${adds}`);
}
