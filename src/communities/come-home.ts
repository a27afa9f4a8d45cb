import type { Transaction } from '../db/index.ts';
import { Conflict, NotFound } from '../errors.ts';
import { communityOf } from './belonging.ts';
import type { Community } from './community.ts';
import { deleteMapping, findProposedHome, insertMapping } from './mapping-store.ts';
import { findMembership } from './membership-store.ts';
import type { Founding } from './set-up.ts';

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
  const membership = await findMembership(tx, community.id, personId);
  if (community.listing === 'hidden' && !membership)
    throw new NotFound('No such community that they may know of');
  const isAgreed = community.joining === 'open' || membership?.role === 'facilitator';
  const earlier = await findProposedHome(tx, courseId);
  if (earlier) await deleteMapping(tx, { courseId, communityId: earlier.communityId });
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
