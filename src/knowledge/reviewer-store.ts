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
