import type { Transaction } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import type { SetUpForm } from './forms.ts';
import {
  findHomeCommunityId,
  insertCommunity,
  insertHomeMapping,
  insertMembership,
  insertTopics,
} from './store.ts';

/** Who founds a community, and from which course. */
export interface Founding {
  organizationId: string;
  courseId: string;
  personId: string;
}

/**
 * Founds a community and makes it the course's home, with the founder as its facilitator.
 *
 * @returns its id
 * @throws Conflict when somebody gave the course a home meanwhile
 */
export async function foundCommunity(
  tx: Transaction,
  { organizationId, courseId, personId }: Founding,
  form: SetUpForm,
): Promise<string> {
  const { name, purpose, topics } = form;
  const id = await insertCommunity(tx, { organizationId, name, purpose, createdBy: personId });
  const isHome = await insertHomeMapping(tx, {
    organizationId,
    courseId,
    communityId: id,
    createdBy: personId,
  });
  if (!isHome) throw new Conflict('The course has a community already');
  await insertTopics(tx, { organizationId, id }, topics);
  const role = 'facilitator';
  await insertMembership(tx, { organizationId, communityId: id, personId, role, courseId });
  return id;
}

/**
 * Whoever comes through a course belongs to its home community; the course's instructor chose it for them.
 *
 * @returns the community, and whether they are new to it; null when the course has none yet
 */
export async function joinThroughCourse(
  tx: Transaction,
  { organizationId, courseId, personId }: Founding,
): Promise<{ communityId: string; isNew: boolean } | null> {
  const home = await findHomeCommunityId(tx, courseId);
  if (!home) return null;
  const { communityId } = home;
  const isNew = await insertMembership(tx, {
    organizationId,
    communityId,
    personId,
    role: 'member',
    courseId,
  });
  return { communityId, isNew };
}
