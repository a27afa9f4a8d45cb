import { sql } from 'kysely';
import { statement, type Transaction } from '../db/index.ts';
import type { Rule } from '../moderation/index.ts';
import { rendererVersion } from '../web/index.ts';
import { isAuthor } from './store.ts';
import { shownBody } from './words.ts';

/** Shows it to the facilitators, with what whoever got it has against it. */
export async function insertReport(
  tx: Transaction,
  replyId: string,
  report: { reason: Rule; words: string | null; reportedAt: Date },
): Promise<void> {
  await tx
    .updateTable('privateReplies')
    .set({
      reportState: 'open',
      reportReason: report.reason,
      reportWords: report.words,
      reportedAt: report.reportedAt,
    })
    .where('id', '=', replyId)
    .where('reportState', 'is', null)
    .execute();
}

/** A private reply that whoever got it reported, as everybody sees its two. */
export interface ReportedReply {
  id: string;
  reason: Rule;
  words: string | null;
  reportedAt: Date;
  threadId: string;
  title: string;
  postNo: number;
  answererName: string | null;
  authorName: string | null;
  aliasNo: number | null;
  isFromAuthor: boolean;
  bodyHtml: string;
}

interface ReportedAsked {
  communityId: string;
  personId: string;
  after: string | null;
  limit: number;
  replyId: string | null;
}

const reportedIn = statement<ReportedAsked, ReportedReply & { staleBody: string | null }>(
  (_tx, given) => sql`
    select private_replies.id, report_reason as reason, report_words as words, reported_at, posts.thread_id,
           threads.title, posts.post_no, answerer.name as answerer_name, author.name as author_name,
           posts.alias_no, is_from_author, private_replies.body_html,
           case when private_replies.renderer_version < ${rendererVersion}
                then private_replies.body_source end as stale_body
      from private_replies
      join posts on posts.organization_id = private_replies.organization_id
       and posts.id = private_replies.post_id
      join threads on threads.organization_id = posts.organization_id and threads.id = posts.thread_id
      join persons as answerer on answerer.organization_id = private_replies.organization_id
       and answerer.id = private_replies.answerer_id
      left join persons as author on author.organization_id = posts.organization_id
       and author.id = posts.author_id
     where report_state = 'open' and threads.community_id = ${given('communityId')}
       and answerer_id <> ${given('personId')} and not ${isAuthor(given('personId'))}
       and (${given('after')}::uuid is null or private_replies.id > ${given('after')}::uuid)
       and (${given('replyId')}::uuid is null or private_replies.id = ${given('replyId')}::uuid)
     order by private_replies.id
     limit ${given('limit')}`,
);

/**
 * Those of a community that nobody has decided about, the longest waiting first.
 *
 * @param personId who looks; neither of its two decides about it, so neither finds it here
 * @param replyId one alone
 */
export async function reportedReplies(
  tx: Transaction,
  look: { communityId: string; personId: string },
  page: { after: string | null; limit: number; replyId?: string | null },
): Promise<ReportedReply[]> {
  const rows = await reportedIn(tx, { ...look, replyId: null, ...page });
  return rows.map(({ staleBody, ...reply }) => ({
    ...reply,
    bodyHtml: shownBody({ bodyHtml: reply.bodyHtml, staleBody }),
  }));
}

/** Answers the report, unless somebody did already. */
export async function answerReport(
  tx: Transaction,
  replyId: string,
  answer: { state: 'upheld' | 'rejected'; answeredBy: string; answeredAt: Date },
): Promise<void> {
  await tx
    .updateTable('privateReplies')
    .set({
      reportState: answer.state,
      reportAnsweredBy: answer.answeredBy,
      reportAnsweredAt: answer.answeredAt,
    })
    .where('id', '=', replyId)
    .where('reportState', '=', 'open')
    .execute();
}
