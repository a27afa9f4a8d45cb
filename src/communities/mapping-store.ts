import type { Transaction } from '../db/index.ts';

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
