import { sql } from 'kysely';
import { statement, type Transaction } from '../db/index.ts';

/** Where this course belongs, once both sides have agreed. */
export function findHomeCommunityId(
  tx: Transaction,
  courseId: string,
): Promise<{ communityId: string } | undefined> {
  return tx
    .selectFrom('mappings')
    .select('communityId')
    .where('courseId', '=', courseId)
    .where('isHome', '=', true)
    .where('state', '=', 'agreed')
    .executeTakeFirst();
}

const homeFor = statement<
  { courseId: string; personId: string },
  { communityId: string; personId: string | null }
>((tx, given) =>
  tx
    .selectFrom('mappings')
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.organizationId', '=', 'mappings.organizationId')
        .onRef('memberships.communityId', '=', 'mappings.communityId')
        .on('memberships.personId', '=', given('personId')),
    )
    .select(['mappings.communityId', 'memberships.personId'])
    .where('mappings.courseId', '=', given('courseId'))
    .where('mappings.isHome', '=', true)
    .where('mappings.state', '=', 'agreed'),
);

/** The home of a course, and whether the person is or was a member there. */
export async function findHomeFor(
  tx: Transaction,
  who: { courseId: string; personId: string },
): Promise<{ communityId: string; isKnown: boolean } | undefined> {
  const [home] = await homeFor(tx, who);
  return home && { communityId: home.communityId, isKnown: home.personId !== null };
}

/** A community this course asked to come home to, and has no answer from yet. */
export function findProposedHome(
  tx: Transaction,
  courseId: string,
): Promise<{ communityId: string; name: string } | undefined> {
  return tx
    .selectFrom('mappings')
    .innerJoin('communities', (join) =>
      join
        .onRef('communities.organizationId', '=', 'mappings.organizationId')
        .onRef('communities.id', '=', 'mappings.communityId'),
    )
    .select(['mappings.communityId', 'communities.name'])
    .where('mappings.courseId', '=', courseId)
    .where('mappings.isHome', '=', true)
    .where('mappings.state', '=', 'proposed')
    .executeTakeFirst();
}

interface NewMapping {
  organizationId: string;
  courseId: string;
  communityId: string;
  createdBy: string;
  isHome: boolean;
  state: 'proposed' | 'agreed';
}

/** @returns false when the course already has a home, or is mapped to this community */
export async function insertMapping(tx: Transaction, mapping: NewMapping): Promise<boolean> {
  const inserted = await tx
    .insertInto('mappings')
    .values(mapping)
    .onConflict((conflict) => conflict.doNothing())
    .returning('communityId')
    .executeTakeFirst();
  return inserted !== undefined;
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
    .where('state', '=', 'agreed')
    .executeTakeFirst();
  return mapping !== undefined;
}

/** Takes back a proposal, or ends a mapping. The people, and all they made, stay. */
export async function deleteMapping(
  tx: Transaction,
  { courseId, communityId }: { courseId: string; communityId: string },
): Promise<void> {
  await tx
    .deleteFrom('mappings')
    .where('courseId', '=', courseId)
    .where('communityId', '=', communityId)
    .execute();
}

/** A community that a course feeds, or asked to. */
export interface MappedCommunity {
  communityId: string;
  name: string;
  isHome: boolean;
  state: 'proposed' | 'agreed' | 'declined';
  since: Date;
}

/** Its home first, then by name. */
export function communitiesOfCourse(tx: Transaction, courseId: string): Promise<MappedCommunity[]> {
  return tx
    .selectFrom('mappings')
    .innerJoin('communities', (join) =>
      join
        .onRef('communities.organizationId', '=', 'mappings.organizationId')
        .onRef('communities.id', '=', 'mappings.communityId'),
    )
    .select([
      'mappings.communityId',
      'communities.name',
      'mappings.isHome',
      'mappings.state',
      'mappings.createdAt as since',
    ])
    .where('mappings.courseId', '=', courseId)
    .orderBy('mappings.isHome', 'desc')
    .orderBy('communities.name')
    .orderBy('communities.id')
    .limit(100)
    .execute();
}

/** A course that feeds a community, and how many of its members came through it. */
export interface FeedingCourse {
  courseId: string;
  title: string | null;
  platformName: string;
  isHome: boolean;
  since: Date;
  people: number;
}

/** Who comes from where: the course most members came through first. */
export async function coursesOfCommunity(
  tx: Transaction,
  communityId: string,
): Promise<FeedingCourse[]> {
  const { rows } = await sql<FeedingCourse>`
    select c.id as "courseId", coalesce(c.title, c.label) as title, p.name as "platformName",
           m.is_home as "isHome", m.created_at as since,
           (select count(*)::integer
              from enrollments e
              join memberships b
                on b.organization_id = e.organization_id and b.person_id = e.person_id
             where e.organization_id = c.organization_id and e.course_id = c.id
               and b.community_id = m.community_id and b.left_at is null) as people
      from mappings m
      join courses c on c.organization_id = m.organization_id and c.id = m.course_id
      join deployments d on d.organization_id = c.organization_id and d.id = c.deployment_id
      join platforms p on p.organization_id = d.organization_id and p.id = d.platform_id
     where m.community_id = ${communityId} and m.state = 'agreed'
     order by people desc, c.id
     limit 200`.execute(tx);
  return rows;
}

/** Makes one of the communities a course feeds its home. @returns false when it is not mapped there */
export async function moveHome(
  tx: Transaction,
  { courseId, communityId }: { courseId: string; communityId: string },
): Promise<boolean> {
  const agreed = await tx
    .selectFrom('mappings')
    .select('communityId')
    .where('courseId', '=', courseId)
    .where('communityId', '=', communityId)
    .where('state', '=', 'agreed')
    .executeTakeFirst();
  if (!agreed) return false;
  await tx
    .updateTable('mappings')
    .set({ isHome: false })
    .where('courseId', '=', courseId)
    .where('isHome', '=', true)
    .execute();
  await tx
    .updateTable('mappings')
    .set({ isHome: true })
    .where('courseId', '=', courseId)
    .where('communityId', '=', communityId)
    .execute();
  return true;
}

/** Communities that this person's courses feed and that they do not belong to. */
export function communitiesNearby(
  tx: Transaction,
  personId: string,
): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('enrollments')
    .innerJoin('mappings', (join) =>
      join
        .onRef('mappings.organizationId', '=', 'enrollments.organizationId')
        .onRef('mappings.courseId', '=', 'enrollments.courseId')
        .on('mappings.state', '=', 'agreed'),
    )
    .innerJoin('communities', (join) =>
      join
        .onRef('communities.organizationId', '=', 'mappings.organizationId')
        .onRef('communities.id', '=', 'mappings.communityId')
        .on('communities.listing', '=', 'listed'),
    )
    .select(['communities.id', 'communities.name'])
    .distinct()
    .where('enrollments.personId', '=', personId)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('memberships')
            .select('memberships.personId')
            .whereRef('memberships.communityId', '=', 'communities.id')
            .where('memberships.personId', '=', personId)
            .where('memberships.leftAt', 'is', null),
        ),
      ),
    )
    .orderBy('communities.name')
    .orderBy('communities.id')
    .limit(20)
    .execute();
}
