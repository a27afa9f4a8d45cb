import { sql } from 'kysely';
import { statement, type Transaction } from '../db/index.ts';
import type { Level, Membership, MembershipRole } from './community.ts';
import type { Facilitator } from './term.ts';

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

interface MembershipKey {
  communityId: string;
  personId: string;
}

const present = statement<MembershipKey, Membership>((tx, given) =>
  tx
    .selectFrom('memberships')
    .select(['role', 'level', 'acceptedVersion', 'acceptedAt', 'joinedAt', 'movingOnAt'])
    .where('communityId', '=', given('communityId'))
    .where('personId', '=', given('personId'))
    .where('leftAt', 'is', null),
);

/** Of those who are there now. */
export async function findMembership(
  tx: Transaction,
  communityId: string,
  personId: string,
): Promise<Membership | undefined> {
  const [membership] = await present(tx, { communityId, personId });
  return membership;
}

/** Lets somebody in by their own wish: for the first time, or again after they left. */
export async function admit(
  tx: Transaction,
  key: { organizationId: string; communityId: string; personId: string; courseId: string | null },
  { level, acceptedVersion }: { level: Level | null; acceptedVersion: number },
): Promise<void> {
  const wish = { level, acceptedVersion, acceptedAt: new Date() };
  await tx
    .insertInto('memberships')
    .values({ ...key, role: 'member', ...wish })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'communityId', 'personId'])
        .doUpdateSet({ ...wish, leftAt: null, movingOnAt: null }),
    )
    .execute();
}

/** @returns whether they were a member once, and are not now */
export async function hasLeft(
  tx: Transaction,
  { communityId, personId }: MembershipKey,
): Promise<boolean> {
  const left = await tx
    .selectFrom('memberships')
    .select('leftAt')
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .where('leftAt', 'is not', null)
    .executeTakeFirst();
  return left !== undefined;
}

export async function updateAcceptance(
  tx: Transaction,
  { communityId, personId }: MembershipKey,
  acceptedVersion: number,
): Promise<void> {
  await tx
    .updateTable('memberships')
    .set({ acceptedVersion, acceptedAt: sql<Date>`now()` })
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .execute();
}

export async function updateLevel(
  tx: Transaction,
  { communityId, personId }: MembershipKey,
  level: Level,
): Promise<void> {
  await tx
    .updateTable('memberships')
    .set({ level })
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .execute();
}

/** Says that they are moving on, or no more. */
export async function updateMovingOn(
  tx: Transaction,
  { communityId, personId }: MembershipKey,
  isMovingOn: boolean,
): Promise<void> {
  await tx
    .updateTable('memberships')
    .set({ movingOnAt: isMovingOn ? sql<Date>`now()` : null })
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .execute();
}

/** What they wrote stays; they may return whenever they like, as a member. */
export async function depart(
  tx: Transaction,
  { communityId, personId }: MembershipKey,
): Promise<void> {
  await tx
    .updateTable('memberships')
    .set({ leftAt: sql<Date>`now()`, role: 'member' })
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .execute();
}

export async function updateRole(
  tx: Transaction,
  { communityId, personId }: MembershipKey,
  role: MembershipRole,
): Promise<void> {
  await tx
    .updateTable('memberships')
    .set({ role })
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .execute();
}

const facilitators = statement<{ communityId: string }, Facilitator>((tx, given) =>
  tx
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
    .select(['persons.id', 'persons.name', 'terms.startsOn as since', 'terms.endsOn as until'])
    .where('memberships.communityId', '=', given('communityId'))
    .where('memberships.role', '=', 'facilitator')
    .where('memberships.leftAt', 'is', null)
    .orderBy('memberships.joinedAt')
    .orderBy('persons.id')
    .limit(10),
);

/** The people named on every page: who keeps the community going. */
export function facilitatorsOf(tx: Transaction, communityId: string): Promise<Facilitator[]> {
  return facilitators(tx, { communityId });
}

const sizes = statement<{ communityId: string }, { people: number; courses: number }>(
  (_tx, given) => sql`
    select (select count(*)::integer from memberships
             where community_id = ${given('communityId')} and left_at is null) as people,
           (select count(*)::integer from mappings
             where community_id = ${given('communityId')} and state = 'agreed') as courses`,
);

export async function sizeOf(
  tx: Transaction,
  communityId: string,
): Promise<{ people: number; courses: number }> {
  const [size] = await sizes(tx, { communityId });
  return size ?? { people: 0, courses: 0 };
}
