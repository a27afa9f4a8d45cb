import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { ReactionKind } from './post.ts';

interface ReactionKey {
  organizationId: string;
  postId: string;
  personId: string;
}

export async function insertReaction(
  tx: Transaction,
  reaction: ReactionKey & { kind: ReactionKind },
): Promise<void> {
  await tx
    .insertInto('reactions')
    .values(reaction)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteReaction(
  tx: Transaction,
  { postId, personId, kind }: ReactionKey & { kind: ReactionKind },
): Promise<void> {
  await tx
    .deleteFrom('reactions')
    .where('postId', '=', postId)
    .where('personId', '=', personId)
    .where('kind', '=', kind)
    .execute();
}

/** Counts them anew; the post must be locked, or somebody who reacts at the same moment is not counted. */
export async function countReactions(tx: Transaction, postId: string): Promise<void> {
  await sql`
    update posts set (thanks_count, helped_count, same_count) = (
      select count(*) filter (where kind = 'thanks'), count(*) filter (where kind = 'helped'),
             count(*) filter (where kind = 'same')
        from reactions where post_id = ${postId})
     where id = ${postId}`.execute(tx);
}
