import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** Whether a facilitator named them, to publish and to decide. */
export async function isNamedReviewer(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
): Promise<boolean> {
  const found = await tx
    .selectFrom('knowledgeReviewers')
    .select('personId')
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return found !== undefined;
}

export async function insertReviewer(
  tx: Transaction,
  reviewer: { organizationId: string; communityId: string; personId: string; namedBy: string },
): Promise<void> {
  await tx
    .insertInto('knowledgeReviewers')
    .values(reviewer)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteReviewer(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
): Promise<void> {
  await tx
    .deleteFrom('knowledgeReviewers')
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .execute();
}

const mostReviewers = 200;

/** Members who review besides the facilitators, the longest first. */
export async function reviewersOf(
  tx: Transaction,
  communityId: string,
): Promise<{ personId: string; name: string | null; hasLeft: boolean }[]> {
  const { rows } = await sql<{ personId: string; name: string | null; hasLeft: boolean }>`
    select reviewers.person_id, persons.name, memberships.person_id is null as has_left
      from knowledge_reviewers as reviewers
      join persons on persons.organization_id = reviewers.organization_id
                  and persons.id = reviewers.person_id
      left join memberships on memberships.organization_id = reviewers.organization_id
       and memberships.community_id = reviewers.community_id
       and memberships.person_id = reviewers.person_id and memberships.left_at is null
     where reviewers.community_id = ${communityId}
     order by reviewers.created_at, reviewers.person_id limit ${mostReviewers}`.execute(tx);
  return rows;
}
