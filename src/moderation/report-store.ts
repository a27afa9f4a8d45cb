import { sql } from 'kysely';
import { beforeAllIds, newId, statement, type Transaction } from '../db/index.ts';
import type { Rule } from './decision.ts';

/** Says once of each post what one member has against it, until somebody has decided. */
export async function insertReport(
  tx: Transaction,
  report: {
    organizationId: string;
    postId: string;
    reporterId: string;
    reason: Rule;
    words: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('reports')
    .values({ ...report, id: newId() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What one member said of a post. */
export interface Report {
  id: string;
  reason: Rule;
  words: string | null;
  reporterName: string | null;
  createdAt: Date;
}

/** Those that wait for a decision about a post, oldest first. */
export function openReports(tx: Transaction, postId: string): Promise<Report[]> {
  return tx
    .selectFrom('reports')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'reports.organizationId')
        .onRef('persons.id', '=', 'reports.reporterId'),
    )
    .select([
      'reports.id',
      'reports.reason',
      'reports.words',
      'persons.name as reporterName',
      'reports.createdAt',
    ])
    .where('reports.postId', '=', postId)
    .where('reports.state', '=', 'open')
    .orderBy('reports.id')
    .limit(100)
    .execute();
}

/** Answers every open report of a post with one decision. */
export async function answerReports(
  tx: Transaction,
  postId: string,
  answer: {
    state: 'upheld' | 'rejected';
    answeredBy: string;
    answeredAt: Date;
    note: string | null;
  },
): Promise<void> {
  await tx
    .updateTable('reports')
    .set(answer)
    .where('postId', '=', postId)
    .where('state', '=', 'open')
    .execute();
}

/** A post that somebody reported, by the first report that is open. */
export interface ReportedPost {
  id: string;
  reason: Rule;
  words: string | null;
  count: number;
  threadId: string;
  title: string;
  postNo: number;
  authorName: string | null;
  createdAt: Date;
}

const reportedIn = statement<{ communityId: string; after: string; limit: number }, ReportedPost>(
  (_tx, given) => sql`
    select first.id, first.reason, first.words, first.count, threads.id as thread_id, threads.title,
           posts.post_no, persons.name as author_name, first.created_at
      from (select distinct on (post_id) id, organization_id, post_id, reason, words, created_at,
                   count(*) over (partition by post_id)::integer as count
              from reports where state = 'open'
             order by post_id, id) as first
      join posts on posts.organization_id = first.organization_id and posts.id = first.post_id
      join threads on threads.organization_id = posts.organization_id and threads.id = posts.thread_id
      left join persons on persons.organization_id = posts.organization_id and persons.id = posts.author_id
     where threads.community_id = ${given('communityId')}
       and first.id > ${given('after')}
     order by first.id
     limit ${given('limit')}`,
);

/** The reported posts of a community that nobody has decided about, the longest waiting first. */
export function reportedPosts(
  tx: Transaction,
  communityId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<ReportedPost[]> {
  return reportedIn(tx, { communityId, after: after ?? beforeAllIds, limit });
}
