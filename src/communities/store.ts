import { newId, type Transaction } from '../db/index.ts';
import type { Community, MembershipRole, Topic } from './community.ts';

export function findCommunity(tx: Transaction, id: string): Promise<Community | undefined> {
  return tx
    .selectFrom('communities')
    .innerJoin('charters', (join) =>
      join
        .onRef('charters.organizationId', '=', 'communities.organizationId')
        .onRef('charters.communityId', '=', 'communities.id')
        .onRef('charters.version', '=', 'communities.charterVersion'),
    )
    .select([
      'communities.organizationId',
      'communities.id',
      'communities.name',
      'charters.purpose',
    ])
    .where('communities.id', '=', id)
    .executeTakeFirst();
}

export async function insertCommunity(
  tx: Transaction,
  community: { organizationId: string; name: string; purpose: string; createdBy: string },
): Promise<string> {
  const { organizationId, name, purpose, createdBy } = community;
  const id = newId();
  const version = 1;
  await tx
    .insertInto('communities')
    .values({ organizationId, id, name, charterVersion: version, createdBy })
    .execute();
  await tx
    .insertInto('charters')
    .values({ organizationId, communityId: id, version, purpose, createdBy })
    .execute();
  return id;
}

export async function insertTopics(
  tx: Transaction,
  { organizationId, id: communityId }: Pick<Community, 'organizationId' | 'id'>,
  names: readonly string[],
): Promise<void> {
  const topics = names.map((name, position) => ({
    organizationId,
    id: newId(),
    communityId,
    name,
    position,
  }));
  await tx.insertInto('topics').values(topics).execute();
}

/** In the order the facilitator gave them. */
export function topicsOf(tx: Transaction, communityId: string): Promise<Topic[]> {
  return tx
    .selectFrom('topics')
    .select(['id', 'name'])
    .where('communityId', '=', communityId)
    .orderBy('position')
    .orderBy('id')
    .limit(100)
    .execute();
}

export function findHomeCommunityId(
  tx: Transaction,
  courseId: string,
): Promise<{ communityId: string } | undefined> {
  return tx
    .selectFrom('mappings')
    .select('communityId')
    .where('courseId', '=', courseId)
    .where('isHome', '=', true)
    .executeTakeFirst();
}

/** @returns false when the course already has a home */
export async function insertHomeMapping(
  tx: Transaction,
  mapping: { organizationId: string; courseId: string; communityId: string; createdBy: string },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('mappings')
    .values({ ...mapping, isHome: true })
    .onConflict((conflict) => conflict.doNothing())
    .returning('communityId')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** @returns whether they were not a member before */
export async function insertMembership(
  tx: Transaction,
  membership: {
    organizationId: string;
    communityId: string;
    personId: string;
    role: MembershipRole;
    courseId: string;
  },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('memberships')
    .values(membership)
    .onConflict((conflict) => conflict.doNothing())
    .returning('personId')
    .executeTakeFirst();
  return inserted !== undefined;
}

export function findMembership(
  tx: Transaction,
  communityId: string,
  personId: string,
): Promise<{ role: MembershipRole } | undefined> {
  return tx
    .selectFrom('memberships')
    .select('role')
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .executeTakeFirst();
}

export async function isMapped(
  tx: Transaction,
  communityId: string,
  courseId: string,
): Promise<boolean> {
  const mapping = await tx
    .selectFrom('mappings')
    .select('courseId')
    .where('communityId', '=', communityId)
    .where('courseId', '=', courseId)
    .executeTakeFirst();
  return mapping !== undefined;
}

/** The people named on every page: who keeps the community going. A name may be unknown. */
export function facilitatorsOf(
  tx: Transaction,
  communityId: string,
): Promise<{ id: string; name: string | null }[]> {
  return tx
    .selectFrom('memberships')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'memberships.organizationId')
        .onRef('persons.id', '=', 'memberships.personId'),
    )
    .select(['persons.id', 'persons.name'])
    .where('memberships.communityId', '=', communityId)
    .where('memberships.role', '=', 'facilitator')
    .orderBy('memberships.joinedAt')
    .orderBy('persons.id')
    .limit(10)
    .execute();
}

export async function sizeOf(
  tx: Transaction,
  communityId: string,
): Promise<{ people: number; courses: number }> {
  const { people } = await tx
    .selectFrom('memberships')
    .select((select) => select.fn.countAll<string>().as('people'))
    .where('communityId', '=', communityId)
    .executeTakeFirstOrThrow();
  const { courses } = await tx
    .selectFrom('mappings')
    .select((select) => select.fn.countAll<string>().as('courses'))
    .where('communityId', '=', communityId)
    .executeTakeFirstOrThrow();
  return { people: Number(people), courses: Number(courses) };
}

/** By name, as people look for them. */
export function communitiesOf(
  tx: Transaction,
  personId: string,
): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('memberships')
    .innerJoin('communities', (join) =>
      join
        .onRef('communities.organizationId', '=', 'memberships.organizationId')
        .onRef('communities.id', '=', 'memberships.communityId'),
    )
    .select(['communities.id', 'communities.name'])
    .where('memberships.personId', '=', personId)
    .orderBy('communities.name')
    .orderBy('communities.id')
    .limit(100)
    .execute();
}
