import { sql } from 'kysely';
import { statement, type Transaction } from '../db/index.ts';
import type { ArticleKind } from './article.ts';

/** An article that everybody reads, as one of its section. */
export interface ArticleEntry {
  id: string;
  sectionId: string | null;
  title: string;
  kind: ArticleKind;
  nextCheckOn: string | null;
  updatedAt: Date;
}

/** The first few articles of every section of a community, each with how many its section has. */
export async function firstOfSections(
  tx: Transaction,
  communityId: string,
  most: number,
): Promise<(ArticleEntry & { count: number })[]> {
  const { rows } = await sql<ArticleEntry & { count: number }>`
    select id, section_id, title, kind, next_check_on, updated_at, count
      from (select id, section_id, title, kind, next_check_on, updated_at, position,
                   row_number() over (partition by section_id order by position, id) as place,
                   count(*) over (partition by section_id)::integer as count
              from articles
             where community_id = ${communityId} and standing = 'shown' and published_no is not null)
           as placed
     where place <= ${most}
     order by position, id`.execute(tx);
  return rows;
}

/** The articles of one section that everybody reads, or of none, in their order. */
export function articlesOfSection(
  tx: Transaction,
  { communityId, sectionId }: { communityId: string; sectionId: string | null },
  { after, limit }: { after: string | null; limit: number },
): Promise<ArticleEntry[]> {
  const isAfter = sql<boolean>`(${after}::uuid is null or (position, id) > (
    select position, id from articles where id = ${after}::uuid))`;
  return tx
    .selectFrom('articles')
    .select(['id', 'sectionId', 'title', 'kind', 'nextCheckOn', 'updatedAt'])
    .where('communityId', '=', communityId)
    .where(sql<boolean>`section_id is not distinct from ${sectionId}::uuid`)
    .where('standing', '=', 'shown')
    .where('publishedNo', 'is not', null)
    .where(isAfter)
    .orderBy('position')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** An article with words that not everybody reads yet. */
export interface Unsettled {
  id: string;
  title: string;
  kind: ArticleKind;
  writerName: string | null;
  /** When they were written. */
  createdAt: Date;
  isPublished: boolean;
  /** Whether they wait for a review, were answered with a wish for changes, or neither. */
  state: 'asked' | 'changes asked' | 'draft';
}

interface UnsettledPage {
  after: string | null;
  limit: number;
  isAsked: boolean;
}

const unsettledIn = statement<
  { communityId: string; theirs: string | null } & UnsettledPage,
  Unsettled
>(
  (_tx, given) => sql`
    select articles.id, head.title, articles.kind, persons.name as writer_name, head.created_at,
           articles.published_no is not null as is_published,
           case when reviews.revision_no is null then 'draft'
                when reviews.decision is null then 'asked'
                else 'changes asked' end as state
      from articles
      join article_revisions as head on head.organization_id = articles.organization_id
       and head.article_id = articles.id and head.revision_no = articles.head_no
      join persons on persons.organization_id = head.organization_id and persons.id = head.written_by
      left join article_reviews as reviews on reviews.organization_id = articles.organization_id
       and reviews.article_id = articles.id and reviews.revision_no = articles.head_no
     where articles.community_id = ${given('communityId')} and articles.standing = 'shown'
       and (articles.published_no is null or articles.published_no <> articles.head_no)
       and (${given('isAsked')} = false or (reviews.revision_no is not null and reviews.decision is null))
       and (${given('theirs')}::uuid is null
            or exists (select from article_owners
                 where article_owners.organization_id = articles.organization_id
                   and article_owners.article_id = articles.id
                   and article_owners.person_id = ${given('theirs')}::uuid)
            or exists (select from article_revisions as own
                 where own.organization_id = articles.organization_id and own.article_id = articles.id
                   and own.revision_no > coalesce(articles.published_no, 0)
                   and own.written_by = ${given('theirs')}::uuid))
       and (${given('after')}::uuid is null or (head.created_at, articles.id) > (
         select latest.created_at, other.id from articles as other
           join article_revisions as latest on latest.organization_id = other.organization_id
            and latest.article_id = other.id and latest.revision_no = other.head_no
          where other.id = ${given('after')}::uuid))
     order by head.created_at, articles.id
     limit ${given('limit')}`,
);

/** What of a community waits or is not finished, the longest waiting first. @param theirs only what this person wrote or looks after; null for all of it */
export function unsettledArticles(
  tx: Transaction,
  look: { communityId: string; theirs: string | null },
  page: UnsettledPage,
): Promise<Unsettled[]> {
  return unsettledIn(tx, { ...look, ...page });
}

/** The articles of a community that was merged join those of the other, those of this topic under its pair. */
export async function moveArticles(
  tx: Transaction,
  { from, into }: { from: string; into: string },
  topic: { from: string; into: string } | null,
): Promise<void> {
  const after = sql<number>`position + (
    select coalesce(max(position), 0) from articles as others
     where others.community_id = ${into} and others.section_id is null)`;
  await tx
    .updateTable('articles')
    .set({ communityId: into, topicId: topic?.into ?? null, position: after })
    .where('communityId', '=', from)
    .where('topicId', topic ? '=' : 'is', topic?.from ?? null)
    .execute();
}
