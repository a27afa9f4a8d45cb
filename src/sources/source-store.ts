import { sql } from 'kysely';
import { statement, type Transaction } from '../db/index.ts';
import type { Writer } from '../discussions/index.ts';
import type { Wording } from './compose.ts';

/** Those of these posts that everybody may read, in the order of the thread. */
export async function wordingsOf(
  tx: Transaction,
  threadId: string,
  postNos: readonly number[],
): Promise<Wording[]> {
  return tx
    .selectFrom('posts')
    .select(['id', 'postNo', 'revisionNo', 'bodySource as body'])
    .select(sql<string>`coalesce(tried_source, '')`.as('tried'))
    .where('threadId', '=', threadId)
    .where(sql<boolean>`post_no = any(${postNos}::integer[])`)
    .where('standing', 'in', ['visible', 'redacted'])
    .orderBy('postNo')
    .execute();
}

export async function insertSources(
  tx: Transaction,
  tie: { organizationId: string; articleId: string; threadId: string },
  wordings: readonly Wording[],
): Promise<void> {
  const sources = wordings.map(({ id: postId, revisionNo }) => ({ ...tie, postId, revisionNo }));
  await tx.insertInto('articleSources').values(sources).execute();
}

/** A post that an article was made from. */
export interface Source {
  postNo: number;
  threadId: string;
  threadTitle: string;
  author: Writer;
  /** Whether it was worded otherwise then. */
  isChanged: boolean;
}

/** The posts that an article was made from, as far as everybody in this community may read them. */
export async function sourcesOf(
  tx: Transaction,
  { articleId, communityId }: { articleId: string; communityId: string },
): Promise<Source[]> {
  const { rows } = await sql<Omit<Source, 'author'> & Writer>`
    select posts.post_no, posts.thread_id, threads.title as thread_title, persons.name, posts.alias_no,
           posts.revision_no <> article_sources.revision_no as is_changed
      from article_sources
      join posts on posts.organization_id = article_sources.organization_id
       and posts.id = article_sources.post_id and posts.standing in ('visible', 'redacted')
      join threads on threads.organization_id = posts.organization_id and threads.id = posts.thread_id
       and threads.standing = 'visible' and threads.community_id = ${communityId}
      left join persons on persons.organization_id = posts.organization_id
       and persons.id = posts.author_id
     where article_sources.article_id = ${articleId}
     order by threads.title, threads.id, posts.post_no`.execute(tx);
  return rows.map(({ name, aliasNo, ...source }) => ({ author: { name, aliasNo }, ...source }));
}

/** How much was said in these threads since a moment, by their ids; threads where nothing was are left out. */
export async function saidSince(
  tx: Transaction,
  threadIds: readonly string[],
  since: Date,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ threadId: string; count: number }>`
    select thread_id, count(*)::integer as count from posts
     where thread_id = any(${threadIds}::uuid[]) and created_at > ${since}
       and standing in ('visible', 'redacted')
     group by thread_id`.execute(tx);
  return new Map(rows.map(({ threadId, count }) => [threadId, count]));
}

interface ThreadPlace {
  threadId: string;
  communityId: string;
}

const articlesMade = statement<ThreadPlace, { id: string; title: string }>(
  (_tx, given) => sql`
    select articles.id, articles.title from articles
     where articles.community_id = ${given('communityId')} and articles.standing = 'shown'
       and articles.published_no is not null
       and articles.id in (select article_id from article_sources where thread_id = ${given('threadId')})
     order by articles.title, articles.id limit 5`,
);

/** The articles that were made from posts of a thread, as far as everybody in this community reads them. */
export function articlesFrom(
  tx: Transaction,
  { threadId, communityId }: ThreadPlace,
): Promise<{ id: string; title: string }[]> {
  return articlesMade(tx, { threadId, communityId });
}
