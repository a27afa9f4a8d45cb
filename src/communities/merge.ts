import type { Transaction } from '../db/index.ts';
import { fold } from './fold.ts';
import {
  copyInvitations,
  copySponsorships,
  deleteSponsorships,
  endDoubleMappings,
  endMemberships,
  endTerms,
  markMerged,
  moveHelpOffers,
  moveJoinRequests,
  moveMappings,
  moveMembers,
  strengthenMapping,
  withdrawNominations,
  type Merger,
} from './merge-store.ts';
import { addTopics, takeTurns, topicsOf, updateWords } from './store.ts';

/** A topic of the community that ends, and the one of the same name in the other. */
export interface TopicPair {
  from: string;
  into: string;
}

/** Names in the community that goes on what it lacks, and pairs them. */
async function pairTopics(
  tx: Transaction,
  organizationId: string,
  { from, into }: Merger,
): Promise<TopicPair[]> {
  const leaving = await topicsOf(tx, from);
  const names = leaving.map(({ name }) => name);
  await addTopics(tx, { organizationId, id: into }, names);
  const staying = new Map((await topicsOf(tx, into)).map(({ id, name }) => [fold(name), id]));
  return leaving.flatMap(({ id, name }) => {
    const pair = staying.get(fold(name));
    return pair ? [{ from: id, into: pair }] : [];
  });
}

async function moveCourses(tx: Transaction, merger: Merger): Promise<void> {
  for (const double of await endDoubleMappings(tx, merger)) {
    await strengthenMapping(tx, merger, double);
  }
  await moveMappings(tx, merger);
}

/** Whoever merges either of them now waits; always in one order, so that no two wait for each other. */
export async function takeTurnsToMerge(tx: Transaction, { from, into }: Merger): Promise<void> {
  for (const id of [from, into].toSorted()) await takeTurns(tx, id);
}

/**
 * Ends a community in favour of another: people, courses, sponsors and whoever waits for an answer move;
 * its charter stays behind, and the other's holds. What people wrote is moved by the rooms that keep it.
 *
 * @returns which topic became which
 */
export async function merge(
  tx: Transaction,
  { organizationId, mergedBy, ...merger }: Merger & { organizationId: string; mergedBy: string },
): Promise<TopicPair[]> {
  await moveMembers(tx, merger);
  await endMemberships(tx, merger);
  await endTerms(tx, merger);
  await withdrawNominations(tx, merger);
  await moveCourses(tx, merger);
  await moveHelpOffers(tx, merger);
  await moveJoinRequests(tx, merger);
  await copyInvitations(tx, merger);
  await copySponsorships(tx, merger);
  await deleteSponsorships(tx, merger);
  const topics = await pairTopics(tx, organizationId, merger);
  await markMerged(tx, merger, mergedBy);
  await updateWords(tx, merger.into);
  return topics;
}
