import { z } from 'zod';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
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

/** What came of an answer: it was given now, or stood already, or somebody else had answered otherwise. */
export type Outcome<T> = { given: T } | 'stands' | 'otherwise';

/** @throws NotFound when nothing was asked */
function compare<T>(earlier: T | null | undefined, answer: T): 'stands' | 'otherwise' {
  if (earlier === undefined || earlier === null) throw new NotFound('Nothing here waits for that');
  return earlier === answer ? 'stands' : 'otherwise';
}

/** Welcomes or declines somebody who asked to be let in. @throws NotFound when nobody asked */
export async function answerJoinRequest(
  tx: Transaction,
  { community, personId: answeredBy }: Member,
  requestId: unknown,
  answer: 'welcome' | 'declined',
): Promise<Outcome<{ requestId: string; personId: string }>> {
  const { organizationId, id: communityId } = community;
  const key = { communityId, id: idIn(requestId) };
  const request = await updateJoinRequest(tx, key, { answer, answeredBy });
  if (!request) return compare(await findJoinAnswer(tx, key), answer);
  const { personId, acceptedVersion } = request;
  // Their course may have brought them in meanwhile; what they chose then stays.
  const isThere = await findMembership(tx, communityId, personId);
  if (answer === 'welcome' && !isThere) {
    const membership = { organizationId, communityId, personId, courseId: null };
    await admit(tx, membership, { level: null, acceptedVersion });
  }
  return { given: { requestId: key.id, personId } };
}

/**
 * Agrees that a course feeds the community, or declines. Its people come in with their next launch.
 *
 * @returns the course, where the answer was given now
 * @throws NotFound when it did not ask, or took its asking back
 */
export async function answerProposal(
  tx: Transaction,
  { community, personId: answeredBy }: Member,
  courseId: unknown,
  state: 'agreed' | 'declined',
): Promise<Outcome<string>> {
  const key = { communityId: community.id, courseId: idIn(courseId) };
  if (await updateProposal(tx, key, { state, answeredBy })) return { given: key.courseId };
  return compare(await findMappingState(tx, key), state);
}

/**
 * Marks an offer of help as answered; whoever made it sees by whom, and when.
 *
 * @returns the offer, where the answer was given now
 * @throws NotFound when there is no such offer
 */
export async function answerHelpOffer(
  tx: Transaction,
  { community, personId }: Member,
  offerId: unknown,
): Promise<Outcome<string>> {
  const key = { communityId: community.id, id: idIn(offerId) };
  if (await updateHelpOffer(tx, key, personId)) return { given: key.id };
  if (!(await hasHelpOffer(tx, key))) throw new NotFound('No such offer here');
  return 'stands';
}
