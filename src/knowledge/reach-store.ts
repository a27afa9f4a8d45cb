import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Place } from '../web/index.ts';
import type { ArticleKind } from './article.ts';

/** Who asked that everybody in the organization may read an article. */
export interface ReachAsked {
  askedBy: string;
  name: string | null;
  askedAt: Date;
}

export async function findReachAsked(
  tx: Transaction,
  articleId: string,
): Promise<ReachAsked | null> {
  const { rows } = await sql<ReachAsked>`
    select articles.reach_asked_by as asked_by, persons.name, articles.reach_asked_at as asked_at
      from articles join persons on persons.organization_id = articles.organization_id
       and persons.id = articles.reach_asked_by
     where articles.id = ${articleId}`.execute(tx);
  return rows[0] ?? null;
}

/** Asks that everybody may read it; whoever asked first has asked. */
export async function updateReachAsked(
  tx: Transaction,
  articleId: string,
  personId: string,
): Promise<void> {
  await tx
    .updateTable('articles')
    .set({ reachAskedBy: personId, reachAskedAt: sql<Date>`now()` })
    .where('id', '=', articleId)
    .where('reachAskedBy', 'is', null)
    .where('reach', '=', 'community')
    .execute();
}

/** Who may read it from now on; whatever was asked is answered. @returns false where it was so already */
export async function updateReach(
  tx: Transaction,
  articleId: string,
  reach: 'community' | 'organization',
): Promise<boolean> {
  const updated = await tx
    .updateTable('articles')
    .set({ reach, reachAskedBy: null, reachAskedAt: null })
    .where('id', '=', articleId)
    .where((given) =>
      given.or([given('reach', '<>', reach), given('reachAskedBy', 'is not', null)]),
    )
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

/** Articles of a community that somebody would have everybody read, the first asked first. */
export async function reachAskedIn(
  tx: Transaction,
  communityId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ id: string; title: string; askerName: string | null; askedAt: Date }[]> {
  const { rows } = await sql<{
    id: string;
    title: string;
    askerName: string | null;
    askedAt: Date;
  }>`
    select articles.id, articles.title, persons.name as asker_name, articles.reach_asked_at as asked_at
      from articles join persons on persons.organization_id = articles.organization_id
       and persons.id = articles.reach_asked_by
     where articles.community_id = ${communityId} and articles.standing = 'shown'
       and (${after}::uuid is null or articles.id > ${after})
     order by articles.id limit ${limit}`.execute(tx);
  return rows;
}

/** An article that everybody in the organization may read, as a line of their library. */
export interface SharedArticle {
  id: string;
  title: string;
  kind: ArticleKind;
  communityName: string;
  topicName: string | null;
  updatedAt: Date;
}

/** What everybody in the organization may read, the latest first. */
export async function sharedArticles(
  tx: Transaction,
  { after, limit }: { after: Place | null; limit: number },
): Promise<SharedArticle[]> {
  const before = after
    ? sql`and (articles.updated_at, articles.id) < (${after.key}::timestamptz, ${after.id}::uuid)`
    : sql``;
  const { rows } = await sql<SharedArticle>`
    select articles.id, articles.title, articles.kind, communities.name as community_name,
           topics.name as topic_name, articles.updated_at
      from articles
      join communities on communities.organization_id = articles.organization_id
       and communities.id = articles.community_id
      left join topics on topics.organization_id = articles.organization_id
       and topics.id = articles.topic_id
     where articles.reach = 'organization' and articles.standing = 'shown' ${before}
     order by articles.updated_at desc, articles.id desc limit ${limit}`.execute(tx);
  return rows;
}
