import type { Transaction } from '../db/index.ts';
import { Conflict, NotFound } from '../errors.ts';
import { communityOf } from './belonging.ts';
import type { Community } from './community.ts';
import { mayKnowOf } from './join.ts';
import { deleteMapping, findProposedHome, insertMapping } from './mapping-store.ts';
import { findMembership } from './membership-store.ts';
import { deleteDeclined } from './proposal-store.ts';
import type { Founding } from './set-up.ts';

/** Whether a course may feed this community at once, or its facilitators are to answer. */
async function isAgreedInAdvance(
  tx: Transaction,
  community: Community,
  personId: string,
): Promise<boolean> {
  if (!(await mayKnowOf(tx, community, personId)))
    throw new NotFound('No such community that they may know of');
  const membership = await findMembership(tx, community.id, personId);
  return community.joining === 'open' || membership?.role === 'facilitator';
}

/**
 * A course that has a home asks to feed another community as well.
 *
 * @returns the community, and whether the door is open at once
 * @throws NotFound when there is no such community that they may know of
 * @throws Conflict when the course feeds it, or has asked, already
 */
export async function feedCommunity(
  tx: Transaction,
  { organizationId, courseId, personId }: Founding,
  communityId: unknown,
): Promise<{ community: Community; isAgreed: boolean }> {
  const community = await communityOf(tx, communityId);
  const isAgreed = await isAgreedInAdvance(tx, community, personId);
  await deleteDeclined(tx, { courseId, communityId: community.id });
  const isInserted = await insertMapping(tx, {
    organizationId,
    courseId,
    communityId: community.id,
    createdBy: personId,
    isHome: false,
    state: isAgreed ? 'agreed' : 'proposed',
  });
  if (!isInserted) throw new Conflict('The course feeds it, or has asked, already');
  return { community, isAgreed };
}

/**
 * A course asks to belong to a community that is here already. Where anybody may join, the community has
 * agreed in advance; so has its facilitator, who asks themselves. Otherwise its facilitators answer.
 *
 * @returns the community, and whether the door is open at once
 * @throws NotFound when there is no such community that they may know of
 * @throws Conflict when the course has a home already
 */
export async function comeHome(
  tx: Transaction,
  { organizationId, courseId, personId }: Founding,
  communityId: unknown,
): Promise<{ community: Community; isAgreed: boolean }> {
  const community = await communityOf(tx, communityId);
  const isAgreed = await isAgreedInAdvance(tx, community, personId);
  const earlier = await findProposedHome(tx, courseId);
  if (earlier) await deleteMapping(tx, { courseId, communityId: earlier.communityId });
  await deleteDeclined(tx, { courseId, communityId: community.id });
  const isInserted = await insertMapping(tx, {
    organizationId,
    courseId,
    communityId: community.id,
    createdBy: personId,
    isHome: true,
    state: isAgreed ? 'agreed' : 'proposed',
  });
  if (!isInserted) throw new Conflict('The course has a community already');
  return { community, isAgreed };
}
