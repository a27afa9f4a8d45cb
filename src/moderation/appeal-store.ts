import { sql } from 'kysely';
import { beforeAllIds, newId, statement, type Transaction } from '../db/index.ts';

/** An author disagrees once with each decision; that they mended the post, they may say each time it was declined. */
export async function insertAppeal(
  tx: Transaction,
  appeal: {
    organizationId: string;
    decisionId: string;
    kind: 'appeal' | 'mended';
    words: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('appeals')
    .values({ ...appeal, id: newId() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What an author said to a decision, and what came of it. */
export interface Appeal {
  id: string;
  decisionId: string;
  kind: 'appeal' | 'mended';
  words: string | null;
  state: 'open' | 'granted' | 'declined';
  answer: string | null;
  createdAt: Date;
}

/** What the author of a post said to what was decided about it, newest first. */
export function appealsOfPost(tx: Transaction, postId: string): Promise<Appeal[]> {
  return tx
    .selectFrom('appeals')
    .innerJoin('moderationLog', (join) =>
      join
        .onRef('moderationLog.organizationId', '=', 'appeals.organizationId')
        .onRef('moderationLog.id', '=', 'appeals.decisionId'),
    )
    .select([
      'appeals.id',
      'appeals.decisionId',
      'appeals.kind',
      'appeals.words',
      'appeals.state',
      'appeals.answer',
      'appeals.createdAt',
    ])
    .where('moderationLog.postId', '=', postId)
    .orderBy('appeals.id', 'desc')
    .limit(100)
    .execute();
}

/** Answers whatever the author of a post said that is still open. */
export async function answerAppeals(
  tx: Transaction,
  postId: string,
  {
    state,
    answer,
    by,
    now,
  }: { state: 'granted' | 'declined'; answer: string | null; by: string; now: Date },
): Promise<void> {
  await sql`
    update appeals set state = ${state}, answer = ${answer}, answered_by = ${by}::uuid, answered_at = ${now}
     where state = 'open' and decision_id in (select id from moderation_log where post_id = ${postId}::uuid)`.execute(
    tx,
  );
}

/** A post whose author waits for an answer. */
export interface AppealedPost {
  id: string;
  kind: 'appeal' | 'mended';
  words: string | null;
  threadId: string;
  title: string;
  postNo: number;
  authorName: string | null;
  createdAt: Date;
}

const appealedIn = statement<{ communityId: string; after: string; limit: number }, AppealedPost>(
  (_tx, given) => sql`
    select appeals.id, appeals.kind, appeals.words, threads.id as thread_id, threads.title,
           posts.post_no, persons.name as author_name, appeals.created_at
      from appeals
      join moderation_log on moderation_log.organization_id = appeals.organization_id
       and moderation_log.id = appeals.decision_id
      join posts on posts.organization_id = moderation_log.organization_id
       and posts.id = moderation_log.post_id
      join threads on threads.organization_id = posts.organization_id and threads.id = posts.thread_id
      left join persons on persons.organization_id = posts.organization_id and persons.id = posts.author_id
     where appeals.state = 'open' and threads.community_id = ${given('communityId')}
       and appeals.id > ${given('after')}
     order by appeals.id
     limit ${given('limit')}`,
);

/** Appeals and mended posts of a community that nobody has answered, the longest waiting first. */
export function openAppeals(
  tx: Transaction,
  communityId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<AppealedPost[]> {
  return appealedIn(tx, { communityId, after: after ?? beforeAllIds, limit });
}
