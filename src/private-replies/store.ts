import { sql, type RawBuilder } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';
import { rendererVersion } from '../web/index.ts';
import type { PrivateReply } from './private-reply.ts';
import { shownBody } from './words.ts';

/** Whether this person wrote the post of the row, under their name or behind its alias. */
export function isAuthor(personId: string | RawBuilder<string>): RawBuilder<boolean> {
  return sql<boolean>`(coalesce(posts.author_id = ${personId}::uuid, false) or (posts.alias_no is not null and exists (
    select from aliases where aliases.organization_id = posts.organization_id
       and aliases.thread_id = posts.thread_id and aliases.alias_no = posts.alias_no
       and aliases.person_id = ${personId}::uuid)))`;
}

/** Read only for the few that need it. */
const bodyIfStale = sql<
  string | null
>`case when renderer_version < ${rendererVersion} then body_source end`;

type Row = Omit<PrivateReply, 'author'> & {
  authorName: string | null;
  aliasNo: number | null;
  staleBody: string | null;
};

/**
 * What this person and one other say in private about posts of a thread that everybody can see, oldest first.
 *
 * @param marksSeen notes that they have read what was written for them
 */
export async function repliesSeenBy(
  tx: Transaction,
  { threadId, personId }: { threadId: string; personId: string },
  { from, limit, marksSeen }: { from: number; limit: number; marksSeen: boolean },
): Promise<PrivateReply[]> {
  const { rows } = await sql<Row>`
    with about as (
      select private_replies.*, posts.post_no, posts.author_id, posts.alias_no,
             ${isAuthor(personId)} as is_authors, answerer_id = ${personId}::uuid as is_answerers
        from posts
        join private_replies on private_replies.organization_id = posts.organization_id
         and private_replies.post_id = posts.id
       where posts.thread_id = ${threadId} and posts.standing = 'visible'
         and posts.post_no >= ${from} and posts.post_no < ${from + limit}
    ), theirs as (
      select *, case when is_from_author then is_authors else is_answerers end as is_mine
        from about where is_authors or is_answerers
    ), shown as (
      select * from theirs
       where is_mine
          or (withdrawn_at is null and removed_at is null and report_state is distinct from 'upheld')
    ), seen as (
      update private_replies set seen_at = now() from shown
       where ${marksSeen} and private_replies.id = shown.id and not shown.is_mine and shown.seen_at is null
    )
    select shown.id, post_no, answerer_id, answerer.name as answerer_name, author.name as author_name,
           alias_no, is_from_author, is_authors, is_mine, body_html, ${bodyIfStale} as stale_body,
           shown.created_at, withdrawn_at, report_state
      from shown
      join persons as answerer on answerer.organization_id = shown.organization_id
       and answerer.id = shown.answerer_id
      left join persons as author on author.organization_id = shown.organization_id
       and author.id = shown.author_id
     order by shown.id`.execute(tx);
  return rows.map(({ authorName, aliasNo, staleBody, ...reply }) => ({
    ...reply,
    author: { name: authorName, aliasNo },
    bodyHtml: shownBody({ bodyHtml: reply.bodyHtml, staleBody }),
  }));
}

/** Where something was written for a person that they have not seen yet, the first of it. */
interface Waiting {
  threadId: string;
  postNo: number;
  /** How much there is in all. */
  count: number;
}

export async function waitingFor(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
): Promise<Waiting | undefined> {
  const { rows } = await sql<Waiting>`
    select posts.thread_id, posts.post_no, count(*) over ()::integer as count
      from private_replies
      join posts on posts.organization_id = private_replies.organization_id
       and posts.id = private_replies.post_id
      join threads on threads.organization_id = posts.organization_id and threads.id = posts.thread_id
     where seen_at is null and withdrawn_at is null and removed_at is null
       and report_state is distinct from 'upheld' and posts.standing = 'visible'
       and threads.community_id = ${communityId} and threads.standing = 'visible'
       and case when is_from_author then answerer_id = ${personId}::uuid else ${isAuthor(personId)} end
     order by private_replies.id
     limit 1`.execute(tx);
  return rows[0];
}

export async function insertPrivateReply(
  tx: Transaction,
  reply: {
    organizationId: string;
    postId: string;
    answererId: string;
    isFromAuthor: boolean;
    bodySource: string;
    bodyHtml: string;
    rendererVersion: number;
  },
): Promise<void> {
  await tx
    .insertInto('privateReplies')
    .values({ ...reply, id: newId() })
    .execute();
}

/** Takes it back, or with null sends it again. */
export async function updateWithdrawal(
  tx: Transaction,
  replyId: string,
  withdrawnAt: Date | null,
): Promise<void> {
  await tx.updateTable('privateReplies').set({ withdrawnAt }).where('id', '=', replyId).execute();
}

/** Takes it out of the sight of whoever got it. */
export async function updateRemoval(
  tx: Transaction,
  replyId: string,
  removedAt: Date,
): Promise<void> {
  await tx.updateTable('privateReplies').set({ removedAt }).where('id', '=', replyId).execute();
}
