import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

export type Decision = 'approved' | 'changes asked';

/** What was asked of one revision, and what was answered. */
export interface Review {
  revisionNo: number;
  askedBy: string;
  askerName: string | null;
  askedAt: Date;
  note: string;
  decision: Decision | null;
  deciderName: string | null;
  decidedAt: Date | null;
  answer: string;
}

export async function insertReview(
  tx: Transaction,
  review: {
    organizationId: string;
    articleId: string;
    revisionNo: number;
    askedBy: string;
    note: string;
  },
): Promise<void> {
  await tx
    .insertInto('articleReviews')
    .values(review)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findReview(
  tx: Transaction,
  articleId: string,
  revisionNo: number,
): Promise<Review | undefined> {
  const { rows } = await sql<Review>`
    select reviews.revision_no, reviews.asked_by, askers.name as asker_name, reviews.asked_at,
           reviews.note, reviews.decision, deciders.name as decider_name, reviews.decided_at,
           reviews.answer
      from article_reviews as reviews
      join persons as askers on askers.organization_id = reviews.organization_id
                            and askers.id = reviews.asked_by
      left join persons as deciders on deciders.organization_id = reviews.organization_id
                                   and deciders.id = reviews.decided_by
     where reviews.article_id = ${articleId} and reviews.revision_no = ${revisionNo}`.execute(tx);
  return rows[0];
}

export async function updateDecision(
  tx: Transaction,
  { articleId, revisionNo }: { articleId: string; revisionNo: number },
  decision: { decision: Decision; decidedBy: string; answer: string },
): Promise<void> {
  await tx
    .updateTable('articleReviews')
    .set({ ...decision, decidedAt: sql<Date>`now()` })
    .where('articleId', '=', articleId)
    .where('revisionNo', '=', revisionNo)
    .execute();
}
