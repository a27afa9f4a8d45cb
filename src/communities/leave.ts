import type { Transaction } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import type { Member } from './community.ts';
import { depart, facilitatorsOf } from './membership-store.ts';
import { endTerm } from './term-store.ts';

/** Leaves; what they wrote stays. @throws Conflict when nobody would be left to lead */
export async function leave(tx: Transaction, { community, personId, role }: Member): Promise<void> {
  const key = { communityId: community.id, personId };
  if (role === 'facilitator') {
    const others = (await facilitatorsOf(tx, community.id)).filter(({ id }) => id !== personId);
    if (others.length === 0) throw new Conflict('Nobody would be left to lead');
    await endTerm(tx, key);
  }
  await depart(tx, key);
}
