import type { Transaction } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import type { SetUpForm } from './forms.ts';
import { findHomeFor, insertMapping } from './mapping-store.ts';
import { insertMembership } from './membership-store.ts';
import { insertDifference } from './near-store.ts';
import { addTopics, insertCommunity, updateWords } from './store.ts';
import { insertTerm } from './term-store.ts';

/** Who founds a community, and from which course. */
export interface Founding {
  organizationId: string;
  courseId: string;
  personId: string;
}

/**
 * Begins a community that was just written down: it can be found by its words, its founder leads it, and it is
 * the home of the course that they came from, if they came from one.
 *
 * @param today the day the founder's term begins
 * @throws Conflict when somebody gave the course a home meanwhile
 */
export async function takeUp(
  tx: Transaction,
  { organizationId, courseId, personId }: Omit<Founding, 'courseId'> & { courseId: string | null },
  { communityId, today }: { communityId: string; today: string },
): Promise<void> {
  if (courseId !== null) {
    const mapping = { organizationId, courseId, communityId, createdBy: personId };
    const isHome = await insertMapping(tx, { ...mapping, isHome: true, state: 'agreed' });
    if (!isHome) throw new Conflict('The course has a community already');
  }
  await updateWords(tx, communityId);
  const member = { organizationId, communityId, personId };
  await insertMembership(tx, { ...member, role: 'facilitator', courseId });
  await insertTerm(tx, { ...member, startsOn: today, endsOn: null });
}

/**
 * Founds a community and makes it the course's home, with the founder as its facilitator.
 *
 * @param closeIds communities close by, from which `form.difference` says how this one differs
 * @param today the day the founder's term begins
 * @returns its id
 * @throws Conflict when somebody gave the course a home meanwhile
 */
export async function foundCommunity(
  tx: Transaction,
  { organizationId, courseId, personId }: Founding,
  { form, closeIds, today }: { form: SetUpForm; closeIds: readonly string[]; today: string },
): Promise<string> {
  const { name, purpose, topics, difference } = form;
  const id = await insertCommunity(tx, { organizationId, name, purpose, createdBy: personId });
  await addTopics(tx, { organizationId, id }, topics);
  await takeUp(tx, { organizationId, courseId, personId }, { communityId: id, today });
  for (const nearCommunityId of difference ? closeIds : []) {
    const facts = { organizationId, communityId: id, nearCommunityId };
    await insertDifference(tx, { ...facts, reason: difference, createdBy: personId });
  }
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
  const home = await findHomeFor(tx, { courseId, personId });
  if (!home) return null;
  const { communityId, isKnown } = home;
  if (isKnown) return { communityId, isNew: false };
  const isNew = await insertMembership(tx, {
    organizationId,
    communityId,
    personId,
    role: 'member',
    courseId,
  });
  return { communityId, isNew };
}
