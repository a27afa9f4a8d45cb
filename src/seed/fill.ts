import { newId, type Transaction } from '../db/index.ts';
import type { Scale } from './scale.ts';
import {
  findDeploymentId,
  indexCommunities,
  insertCharters,
  insertCommunities,
  insertCourses,
  insertEnrollments,
  insertMappings,
  insertMemberships,
  insertPeople,
  insertTerms,
  insertTopics,
  joinEarlierCourses,
} from './seed-store.ts';
import {
  insertActivity,
  insertFollowers,
  insertFront,
  insertPosts,
  insertReactions,
  insertReaders,
  insertThreads,
} from './talk-store.ts';

const steps = [
  ['people', insertPeople],
  ['courses', insertCourses],
  ['enrollments', insertEnrollments],
  ['company in earlier courses', joinEarlierCourses],
  ['communities', insertCommunities],
  ['charters', insertCharters],
  ['topics', insertTopics],
  ['words to find them by', indexCommunities],
  ['memberships', insertMemberships],
  ['terms', insertTerms],
  ['mappings', insertMappings],
  ['threads', insertThreads],
  ['what is searched first', insertFront],
  ['posts', insertPosts],
  ['reactions', insertReactions],
  ['reading', insertReaders],
  ['followers and votes', insertFollowers],
  ['activity', insertActivity],
] as const;

/**
 * Fills an organization with invented people, courses and communities, all of it or nothing.
 *
 * @param say told of each step as it begins
 * @throws Error when the organization has no platform yet, and so no courses
 */
export async function fill(
  tx: Transaction,
  organizationId: string,
  scale: Scale,
  say: (step: string) => void,
): Promise<void> {
  const deploymentId = await findDeploymentId(tx);
  if (!deploymentId) throw new Error('The organization has no LMS yet: register one first.');
  const filling = { ...scale, organizationId, deploymentId, salt: newId() };
  for (const [what, step] of steps) {
    say(what);
    await step(tx, filling);
  }
}
