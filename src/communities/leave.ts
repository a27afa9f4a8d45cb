import type { Transaction } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import type { Member } from './community.ts';
import { depart, facilitatorsOf } from './membership-store.ts';
import { withdrawNominationsOf } from './nomination-store.ts';
import { takeTurns } from './store.ts';
import { endTerm } from './term-store.ts';

/** Leaves; what they wrote stays. @throws Conflict when nobody would be left to lead */
export async function leave(tx: Transaction, { community, personId }: Member): Promise<void> {
  const key = { communityId: community.id, personId };
  await takeTurns(tx, community.id);
  const facilitators = await facilitatorsOf(tx, community.id);
  const isLeading = facilitators.some(({ id }) => id === personId);
  if (isLeading && facilitators.length === 1) throw new Conflict('Nobody would be left to lead');
  await endTerm(tx, key);
  await withdrawNominationsOf(tx, key);
  await depart(tx, key);
}
