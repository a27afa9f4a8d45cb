import type { Transaction } from '../db/index.ts';
import type { Membership, MembershipRole } from './community.ts';

/** @returns whether they were never a member before; who left stays away until they choose to return */
export async function insertMembership(
  tx: Transaction,
  membership: {
    organizationId: string;
    communityId: string;
    personId: string;
    role: MembershipRole;
    courseId: string | null;
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

/** Of those who are there now. */
export function findMembership(
  tx: Transaction,
  communityId: string,
  personId: string,
): Promise<Membership | undefined> {
  return tx
    .selectFrom('memberships')
    .select(['role', 'level', 'acceptedVersion', 'acceptedAt', 'joinedAt'])
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .where('leftAt', 'is', null)
    .executeTakeFirst();
}

/** The people named on every page: who keeps the community going. A name may be unknown. */
export function facilitatorsOf(
  tx: Transaction,
  communityId: string,
): Promise<{ id: string; name: string | null; until: string | null }[]> {
  return tx
    .selectFrom('memberships')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'memberships.organizationId')
        .onRef('persons.id', '=', 'memberships.personId'),
    )
    .leftJoin('terms', (join) =>
      join
        .onRef('terms.organizationId', '=', 'memberships.organizationId')
        .onRef('terms.communityId', '=', 'memberships.communityId')
        .onRef('terms.personId', '=', 'memberships.personId')
        .on('terms.endedAt', 'is', null),
    )
    .select(['persons.id', 'persons.name', 'terms.endsOn as until'])
    .where('memberships.communityId', '=', communityId)
    .where('memberships.role', '=', 'facilitator')
    .where('memberships.leftAt', 'is', null)
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
    .where('leftAt', 'is', null)
    .executeTakeFirstOrThrow();
  const { courses } = await tx
    .selectFrom('mappings')
    .select((select) => select.fn.countAll<string>().as('courses'))
    .where('communityId', '=', communityId)
    .where('state', '=', 'agreed')
    .executeTakeFirstOrThrow();
  return { people: Number(people), courses: Number(courses) };
}
