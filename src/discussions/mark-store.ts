import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** That a post solved it for whoever asked, or that somebody who may speak for the subject endorses it. */
export type MarkKind = 'accepted' | 'endorsed';

interface Mark {
  organizationId: string;
  postId: string;
  kind: MarkKind;
  personId: string;
}

export async function insertMark(tx: Transaction, mark: Mark): Promise<void> {
  await tx
    .insertInto('postMarks')
    .values(mark)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** An endorsement is its giver's to take back; an acceptance is the question's, whoever marked it. */
export async function deleteMark(tx: Transaction, { postId, kind, personId }: Mark): Promise<void> {
  let marks = tx.deleteFrom('postMarks').where('postId', '=', postId).where('kind', '=', kind);
  if (kind === 'endorsed') marks = marks.where('personId', '=', personId);
  await marks.execute();
}

/** Counts them anew, on the post and its thread; both must be locked. */
export async function countMarks(tx: Transaction, threadId: string, postId: string): Promise<void> {
  await sql`
    update posts set (accepted_count, endorsed_count) = (
      select least(count(*) filter (where kind = 'accepted'), 1), count(*) filter (where kind = 'endorsed')
        from post_marks where post_id = ${postId})
     where id = ${postId}`.execute(tx);
  await sql`
    update threads set accepted_count = (
      select count(*) from posts where thread_id = ${threadId} and accepted_count > 0)
     where id = ${threadId}`.execute(tx);
}
