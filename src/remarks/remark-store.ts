import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Resource } from '../resources/index.ts';

/** The thread in which a resource is talked about. */
export async function findRemarkThread(
  tx: Transaction,
  resourceId: string,
): Promise<string | null> {
  const found = await tx
    .selectFrom('remarkThreads')
    .select('threadId')
    .where('resourceId', '=', resourceId)
    .executeTakeFirst();
  return found?.threadId ?? null;
}

/** The resource that is talked about in this thread. */
export function findSubject(
  tx: Transaction,
  threadId: string,
): Promise<Pick<Resource, 'id' | 'communityId' | 'title' | 'standing' | 'giverId'> | undefined> {
  return tx
    .selectFrom('remarkThreads')
    .innerJoin('resources', (join) =>
      join
        .onRef('resources.organizationId', '=', 'remarkThreads.organizationId')
        .onRef('resources.id', '=', 'remarkThreads.resourceId'),
    )
    .select([
      'resources.id',
      'resources.communityId',
      'resources.title',
      'resources.standing',
      'resources.givenBy as giverId',
    ])
    .where('remarkThreads.threadId', '=', threadId)
    .executeTakeFirst();
}

/** Whoever says the first thing of it at the same moment waits, until the transaction ends. */
export async function lockSubject(tx: Transaction, resourceId: string): Promise<void> {
  await tx.selectFrom('resources').select('id').where('id', '=', resourceId).forUpdate().execute();
}

/** From now on it is talked about in this thread. */
export async function upsertRemarkThread(
  tx: Transaction,
  tie: { organizationId: string; resourceId: string; threadId: string },
): Promise<void> {
  const { threadId } = tie;
  await tx
    .insertInto('remarkThreads')
    .values(tie)
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'resourceId']).doUpdateSet({ threadId }),
    )
    .execute();
}

/** Notes which moment a post is about. */
export async function insertMoment(
  tx: Transaction,
  {
    organizationId,
    threadId,
    postNo,
  }: { organizationId: string; threadId: string; postNo: number },
  seconds: number,
): Promise<void> {
  await sql`
    insert into remark_moments (organization_id, post_id, seconds)
    select organization_id, id, ${seconds}::integer from posts
     where organization_id = ${organizationId} and thread_id = ${threadId} and post_no = ${postNo}`.execute(
    tx,
  );
}

/** The moments that these posts are about, by the posts' ids. */
export async function momentsOf(
  tx: Transaction,
  postIds: readonly string[],
): Promise<Map<string, number>> {
  const moments = await tx
    .selectFrom('remarkMoments')
    .select(['postId', 'seconds'])
    .where(sql<boolean>`post_id = any(${postIds}::uuid[])`)
    .execute();
  return new Map(moments.map(({ postId, seconds }) => [postId, seconds]));
}
