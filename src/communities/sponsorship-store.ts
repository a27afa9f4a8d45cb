import type { Transaction } from '../db/index.ts';

interface Sponsorship {
  communityId: string;
  personId: string;
}

/** @returns whether they are new to it */
export async function insertSponsorship(
  tx: Transaction,
  sponsorship: Sponsorship & { organizationId: string; namedBy: string },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('sponsorships')
    .values(sponsorship)
    .onConflict((conflict) => conflict.doNothing())
    .returning('personId')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** @returns whether there was one to end */
export async function deleteSponsorship(
  tx: Transaction,
  { communityId, personId }: Sponsorship,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('sponsorships')
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export async function isSponsor(
  tx: Transaction,
  { communityId, personId }: Sponsorship,
): Promise<boolean> {
  const sponsorship = await tx
    .selectFrom('sponsorships')
    .select('createdAt')
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return sponsorship !== undefined;
}

/** Who sponsors a community, longest first. A name may be unknown. */
export function sponsorsOf(
  tx: Transaction,
  communityId: string,
): Promise<{ id: string; name: string | null }[]> {
  return tx
    .selectFrom('sponsorships')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'sponsorships.organizationId')
        .onRef('persons.id', '=', 'sponsorships.personId'),
    )
    .select(['persons.id', 'persons.name'])
    .where('sponsorships.communityId', '=', communityId)
    .orderBy('sponsorships.createdAt')
    .orderBy('persons.id')
    .limit(20)
    .execute();
}

/** The communities a person sponsors, by name. */
export function sponsoredBy(
  tx: Transaction,
  personId: string,
): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('sponsorships')
    .innerJoin('communities', (join) =>
      join
        .onRef('communities.organizationId', '=', 'sponsorships.organizationId')
        .onRef('communities.id', '=', 'sponsorships.communityId'),
    )
    .select(['communities.id', 'communities.name'])
    .where('sponsorships.personId', '=', personId)
    .orderBy('communities.name')
    .orderBy('communities.id')
    .limit(100)
    .execute();
}
