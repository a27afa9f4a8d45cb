import type { Transaction } from '../db/index.ts';
import { Conflict, Forbidden, NotFound } from '../errors.ts';
import type { PersonalSession } from '../sessions/index.ts';
import { communityOf } from './belonging.ts';
import { asksForAcceptance } from './charter.ts';
import type { Community, Level } from './community.ts';
import { insertJoinRequest, isInvited } from './join-request-store.ts';
import { admit, findMembership, hasLeft } from './membership-store.ts';
import { isSponsor } from './sponsorship-store.ts';

/** How somebody outside stands to a community that they may know of. */
export type Standing = 'mayJoin' | 'mayReturn' | 'mayAsk' | 'needsInvitation';

/** @returns null when they may not even know of it */
export async function standingOf(
  tx: Transaction,
  community: Community,
  personId: string,
): Promise<Standing | null> {
  const key = { communityId: community.id, personId };
  if (await hasLeft(tx, key)) return 'mayReturn';
  if (await isInvited(tx, key)) return 'mayJoin';
  // A sponsor knows what they support, though it is hidden from others.
  if (community.listing === 'hidden') return (await isSponsor(tx, key)) ? 'needsInvitation' : null;
  const standings = { open: 'mayJoin', request: 'mayAsk', invitation: 'needsInvitation' } as const;
  return standings[community.joining];
}

/** Whether this person may know that there is such a community. */
export async function mayKnowOf(
  tx: Transaction,
  community: Community,
  personId: string,
): Promise<boolean> {
  if (await findMembership(tx, community.id, personId)) return true;
  return (await standingOf(tx, community, personId)) !== null;
}

/** What somebody says who wants to come in. */
export interface Wish {
  /** The charter version they read and said yes to; 0 when they did not. */
  accepted: number;
  level: Level | null;
  words: string;
}

/**
 * Joins, returns or asks to join, whichever the community allows.
 *
 * @returns what came of it
 * @throws NotFound when they may not know of it | Forbidden without an invitation
 * @throws Conflict when the charter was not accepted as it now stands
 */
export async function join(
  tx: Transaction,
  session: PersonalSession,
  communityId: unknown,
  { accepted, level, words }: Wish,
): Promise<{ community: Community; outcome: 'joined' | 'returned' | 'asked to join' | null }> {
  const community = await communityOf(tx, communityId);
  const { organizationId, personId, courseId } = session;
  const key = { organizationId, communityId: community.id, personId };
  if (await findMembership(tx, community.id, personId)) return { community, outcome: null };
  const standing = await standingOf(tx, community, personId);
  if (standing === null) throw new NotFound('No such community that they may know of');
  if (standing === 'needsInvitation') throw new Forbidden('It is joined by invitation');
  // Somebody who only wants to look on promises nothing, and is asked once they write.
  const promises = asksForAcceptance(community) && level !== 'observer';
  if (promises && accepted < community.bindingVersion)
    throw new Conflict('The charter changed while it was being read');
  if (standing === 'mayAsk') {
    await insertJoinRequest(tx, { ...key, words, acceptedVersion: accepted });
    return { community, outcome: 'asked to join' };
  }
  await admit(tx, { ...key, courseId }, { level, acceptedVersion: accepted });
  return { community, outcome: standing === 'mayReturn' ? 'returned' : 'joined' };
}
