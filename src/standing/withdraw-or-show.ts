import { recordBy } from '../activity/index.ts';
import type { Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import type { Standing } from './standing.ts';
import { updateStanding, type Given } from './store.ts';

/**
 * Withdraws something, or shows it again; doing either twice changes nothing. The caller has seen that it is
 * theirs to do.
 *
 * @returns whether that changed anything
 */
export async function withdrawOrShow(
  tx: Transaction,
  member: Member,
  given: Given,
  standing: Standing,
): Promise<boolean> {
  const isChanged = await updateStanding(tx, given, { standing, stoodBy: member.personId });
  if (isChanged) {
    const verb = standing === 'shown' ? 'restored' : 'withdrew';
    await recordBy(tx, member, { verb, objectKind: given.kind, objectId: given.id });
  }
  return isChanged;
}
