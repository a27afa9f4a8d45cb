import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Transfer } from './transfer-store.ts';

/** The thread is empty from now on; its addresses, and those of what went into it before, lead to the other. */
export async function leadOn(
  tx: Transaction,
  { from, into }: Transfer,
  afterNo: number,
): Promise<void> {
  await sql`
    update threads set merged_into = ${into}, merged_after_no = merged_after_no + ${afterNo}
     where merged_into = ${from}`.execute(tx);
  await sql`
    update threads set standing = 'deleted', merged_into = ${into}, merged_after_no = ${afterNo},
           is_delivered = false, pinned_until = null
     where id = ${from}`.execute(tx);
}

/** Where a merged thread went, and behind which number its posts stand there. */
export function findSuccessor(
  tx: Transaction,
  threadId: string,
): Promise<{ id: string; communityId: string; afterNo: number } | undefined> {
  return tx
    .selectFrom('threads')
    .innerJoin('threads as into', (join) =>
      join
        .onRef('into.organizationId', '=', 'threads.organizationId')
        .onRef('into.id', '=', 'threads.mergedInto'),
    )
    .select(['into.id', 'into.communityId'])
    .select((column) => column.ref('threads.mergedAfterNo').$notNull().as('afterNo'))
    .where('threads.id', '=', threadId)
    .executeTakeFirst();
}

/** Where a post went that left this thread. */
export interface Destination {
  communityId: string;
  threadId: string;
  postNo: number;
}

/** Where these posts are now. @returns by the id of the post */
export async function destinationsOf(
  tx: Transaction,
  postIds: readonly string[],
): Promise<Map<string, Destination>> {
  const posts = await tx
    .selectFrom('posts')
    .innerJoin('threads', (join) =>
      join
        .onRef('threads.organizationId', '=', 'posts.organizationId')
        .onRef('threads.id', '=', 'posts.threadId'),
    )
    .select(['posts.id', 'posts.postNo', 'posts.threadId', 'threads.communityId'])
    .where('posts.id', 'in', postIds)
    .execute();
  return new Map(posts.map(({ id, ...place }) => [id, place]));
}
