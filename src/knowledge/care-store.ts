import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

interface Page {
  after: string | null;
  limit: number;
}

/** An article that somebody was to look at again by a day that has passed. */
export interface Overdue {
  id: string;
  communityId: string;
  title: string;
  nextCheckOn: string;
}

/**
 * Articles whose day has passed.
 *
 * @param communityId null for those of every community that this owner belongs to
 * @param ownerId null for those that anybody looks after, or nobody
 */
export async function overdueArticles(
  tx: Transaction,
  {
    communityId,
    ownerId,
    today,
  }: { communityId: string | null; ownerId: string | null; today: string },
  { after, limit }: Page,
): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`
    select articles.id, articles.community_id, articles.title, articles.next_check_on
      from articles
     where articles.next_check_on < ${today}::date
       and articles.standing = 'shown' and articles.published_no is not null
       and (${communityId}::uuid is null or articles.community_id = ${communityId}::uuid)
       and (${ownerId}::uuid is null or exists (
         select from article_owners
           join memberships on memberships.organization_id = article_owners.organization_id
            and memberships.community_id = articles.community_id
            and memberships.person_id = article_owners.person_id and memberships.left_at is null
          where article_owners.organization_id = articles.organization_id
            and article_owners.article_id = articles.id
            and article_owners.person_id = ${ownerId}::uuid))
       and (${after}::uuid is null or articles.id > ${after}::uuid)
     order by articles.id limit ${limit}`.execute(tx);
  return rows;
}

/** An article that nobody is there for. */
interface Unowned {
  id: string;
  title: string;
}

/** Shown articles that nobody looks after who belongs, or did. */
export async function unownedArticles(
  tx: Transaction,
  communityId: string,
  { after, limit }: Page,
): Promise<Unowned[]> {
  const { rows } = await sql<Unowned>`
    select articles.id, articles.title
      from articles
     where articles.community_id = ${communityId} and articles.standing = 'shown'
       and not exists (select from article_owners
         join memberships on memberships.organization_id = article_owners.organization_id
          and memberships.community_id = articles.community_id
          and memberships.person_id = article_owners.person_id
        where article_owners.organization_id = articles.organization_id
          and article_owners.article_id = articles.id)
       and (${after}::uuid is null or articles.id > ${after}::uuid)
     order by articles.id limit ${limit}`.execute(tx);
  return rows;
}

/** An article that readers miss something in, or that did not help in practice since somebody last checked it. */
export interface Wanting {
  id: string;
  communityId: string;
  title: string;
  /** How many say what is missing that nobody dealt with yet. */
  missing: number;
  /** How many told that it did not work, or not wholly. */
  stories: number;
}

/**
 * Articles that are wanting.
 *
 * @param communityId null for those of every community that this owner belongs to
 * @param ownerId null for those that anybody looks after, or nobody
 */
export async function wantingArticles(
  tx: Transaction,
  { communityId, ownerId }: { communityId: string | null; ownerId: string | null },
  { after, limit }: Page,
): Promise<Wanting[]> {
  const candidates =
    ownerId === null
      ? sql`select article_id as id from article_verdicts where missing <> '' and settled_at is null
            union select holder_id from stories where holder_kind = 'article' and standing = 'shown'`
      : sql`select articles.id from article_owners
              join articles on articles.organization_id = article_owners.organization_id
               and articles.id = article_owners.article_id
              join memberships on memberships.organization_id = article_owners.organization_id
               and memberships.community_id = articles.community_id
               and memberships.person_id = article_owners.person_id and memberships.left_at is null
             where article_owners.person_id = ${ownerId}::uuid`;
  const { rows } = await sql<Wanting>`
    select articles.id, articles.community_id, articles.title, said.missing, told.stories
      from (${candidates}) as candidate
      join articles on articles.id = candidate.id
       and articles.standing = 'shown' and articles.published_no is not null
     cross join lateral (
       select count(*)::integer as missing from article_verdicts
        where article_verdicts.organization_id = articles.organization_id
          and article_verdicts.article_id = articles.id
          and article_verdicts.missing <> '' and article_verdicts.settled_at is null) as said
     cross join lateral (
       select count(*)::integer as stories from stories
        where stories.organization_id = articles.organization_id
          and stories.holder_kind = 'article' and stories.holder_id = articles.id
          and stories.standing = 'shown' and stories.outcome <> 'worked'
          and stories.created_at > coalesce(articles.checked_at, '-infinity')) as told
     where said.missing + told.stories > 0
       and (${communityId}::uuid is null or articles.community_id = ${communityId}::uuid)
       and (${after}::uuid is null or articles.id > ${after}::uuid)
     order by articles.id limit ${limit}`.execute(tx);
  return rows;
}
