import type { Transaction } from '../db/index.ts';
import type { RecordDeed } from './deed.ts';
import { facilitatorsOf, findMembership, updateRole } from './membership-store.ts';
import { updateNomination, updateTookEffect } from './nomination-store.ts';
import { needsConfirmation, type Nomination } from './nomination.ts';
import { takeTurns } from './store.ts';
import { endTerm, insertTerm } from './term-store.ts';

interface Office {
  organizationId: string;
  communityId: string;
  personId: string;
}

/** Makes a facilitator a member like any other. */
export async function stepDown(tx: Transaction, office: Office, record: RecordDeed): Promise<void> {
  await endTerm(tx, office);
  await updateRole(tx, office, 'member');
  const { communityId } = office;
  await record(tx, {
    ...office,
    verb: 'stepped down',
    objectKind: 'community',
    objectId: communityId,
  });
}

/**
 * Moves the rights of a nomination whose day has come: its person leads, and whoever they succeed is a member,
 * in one transaction. One that would make a third facilitator waits for the administrator instead; one whose
 * person has left comes to nothing.
 */
export async function takeOffice(
  tx: Transaction,
  nomination: Nomination,
  record: RecordDeed,
): Promise<void> {
  const { organizationId, communityId, personId, succeeds, id } = nomination;
  const office = { organizationId, communityId, personId };
  await takeTurns(tx, communityId);
  const membership = await findMembership(tx, communityId, personId);
  if (membership?.role !== 'member') return updateNomination(tx, id, 'withdrawn');
  const facilitators = await facilitatorsOf(tx, communityId);
  if (needsConfirmation(nomination, facilitators)) return updateNomination(tx, id, 'accepted');
  const { startsOn, endsOn } = nomination;
  await insertTerm(tx, { ...office, startsOn, endsOn });
  await updateRole(tx, office, 'facilitator');
  await updateTookEffect(tx, id);
  const deed = { ...office, objectKind: 'community', objectId: communityId } as const;
  await record(tx, { ...deed, verb: 'took office' });
  const isSucceeding = facilitators.some((facilitator) => facilitator.id === succeeds);
  if (succeeds !== null && isSucceeding) {
    await stepDown(tx, { ...office, personId: succeeds }, record);
  }
}
