import { recordBy } from '../activity/index.ts';
import type { Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Forbidden } from '../errors.ts';
import { reachShown, type ReachWish, type Sight } from './reach.ts';
import { updateReach, updateReachAsked, type Opened } from './reach-store.ts';

async function carryOut(tx: Transaction, member: Member, opened: Opened, wish: ReachWish) {
  if (wish === 'ask') return updateReachAsked(tx, opened, member.personId);
  const isChanged = await updateReach(tx, opened, wish === 'widen' ? 'organization' : 'community');
  // What was only asked for has not changed who reads it.
  if (!isChanged || (wish !== 'widen' && wish !== 'narrow')) return;
  const verb = wish === 'widen' ? 'opened' : 'closed';
  await recordBy(tx, member, { verb, objectKind: opened.kind, objectId: opened.id });
}

/**
 * Says who may read something from now on, or asks for it; the caller holds it, so that nobody else changes it
 * meanwhile.
 *
 * @throws Forbidden when that is not theirs to say
 */
export async function changeReach(
  tx: Transaction,
  { member, opened, sight }: { member: Member; opened: Opened; sight: Sight },
  wish: ReachWish,
): Promise<void> {
  const { wishes, asked } = await reachShown(tx, opened, sight);
  // Somebody asked already, or has answered meanwhile: both are no fault of theirs.
  const isSoAlready = (wish === 'ask' && asked !== null) || (wish === 'withdraw' && asked === null);
  if (isSoAlready && sight.mayAsk) return;
  if (!wishes.includes(wish)) throw new Forbidden('Not theirs to say who may read it');
  await carryOut(tx, member, opened, wish);
}
