import { z } from 'zod';
import type { Transaction } from '../db/index.ts';
import { Conflict, NotFound } from '../errors.ts';
import type { Member } from './community.ts';
import { hasHelpOffer, updateHelpOffer } from './help-offer-store.ts';
import { findJoinAnswer, updateJoinRequest } from './join-request-store.ts';
import { admit, findMembership } from './membership-store.ts';
import { findMappingState, updateProposal } from './proposal-store.ts';

/** @throws NotFound when it is no id */
function idIn(text: unknown): string {
  const id = z.uuid().safeParse(text).data;
  if (!id) throw new NotFound('No such thing to answer');
  return id;
}

/** The answer that stands already: the same again is fine. @throws NotFound | Conflict when it is another */
function stands<T>(earlier: T | null | undefined, answer: T): void {
  if (earlier === undefined || earlier === null) throw new NotFound('Nothing here waits for that');
  if (earlier !== answer) throw new Conflict('Somebody else answered otherwise');
}

/**
 * Welcomes or declines somebody who asked to be let in.
 *
 * @returns whom, or null when the same answer stood already
 * @throws NotFound when nobody asked | Conflict when another facilitator answered otherwise
 */
export async function answerJoinRequest(
  tx: Transaction,
  { community, personId: answeredBy }: Member,
  requestId: unknown,
  answer: 'welcome' | 'declined',
): Promise<{ requestId: string; personId: string } | null> {
  const { organizationId, id: communityId } = community;
  const key = { communityId, id: idIn(requestId) };
  const request = await updateJoinRequest(tx, key, { answer, answeredBy });
  if (!request) {
    stands(await findJoinAnswer(tx, key), answer);
    return null;
  }
  const { personId, acceptedVersion } = request;
  // Their course may have brought them in meanwhile; what they chose then stays.
  const isThere = await findMembership(tx, communityId, personId);
  if (answer === 'welcome' && !isThere) {
    const membership = { organizationId, communityId, personId, courseId: null };
    await admit(tx, membership, { level: null, acceptedVersion });
  }
  return { requestId: key.id, personId };
}

/**
 * Agrees that a course feeds the community, or declines. Its people come in with their next launch.
 *
 * @returns the course, or null when the same answer stood already
 * @throws NotFound when it did not ask, or took its asking back | Conflict when answered otherwise
 */
export async function answerProposal(
  tx: Transaction,
  { community, personId: answeredBy }: Member,
  courseId: unknown,
  state: 'agreed' | 'declined',
): Promise<string | null> {
  const key = { communityId: community.id, courseId: idIn(courseId) };
  if (await updateProposal(tx, key, { state, answeredBy })) return key.courseId;
  stands(await findMappingState(tx, key), state);
  return null;
}

/**
 * Marks an offer of help as answered; whoever made it sees by whom, and when.
 *
 * @returns the offer, or null when it was answered already
 * @throws NotFound when there is no such offer
 */
export async function answerHelpOffer(
  tx: Transaction,
  { community, personId }: Member,
  offerId: unknown,
): Promise<string | null> {
  const key = { communityId: community.id, id: idIn(offerId) };
  if (await updateHelpOffer(tx, key, personId)) return key.id;
  if (!(await hasHelpOffer(tx, key))) throw new NotFound('No such offer here');
  return null;
}
