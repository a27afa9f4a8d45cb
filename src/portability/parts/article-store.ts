import { sql } from 'kysely';
import type { Transaction } from '../../db/index.ts';
import { articlesInside, postsInside, threadsInside } from '../inside.ts';
import { reachOf } from './reach.ts';
import type { Bounds, Page } from '../leaving.ts';

interface SectionRow {
  id: string;
  parent: string | null;
  title: string;
  position: number;
  createdAt: Date;
}

export function sectionsLeaving(
  tx: Transaction,
  { communityId, upTo }: Bounds,
  { after, limit }: Page,
): Promise<SectionRow[]> {
  return tx
    .selectFrom('articleSections')
    .select(['id', 'parentId as parent', 'title', 'position', 'createdAt'])
    .where('communityId', '=', communityId)
    .where('id', '<=', upTo)
    .where(sql<boolean>`(${after}::uuid is null or id > ${after}::uuid)`)
    .orderBy('id')
    .limit(limit)
    .execute();
}

interface ArticleRow {
  id: string;
  section: string | null;
  position: number;
  kind: 'page' | 'how-to' | 'lesson' | 'checklist' | 'decision';
  title: string;
  source: string;
  topic: string | null;
  reach: 'community' | 'organization';
  writer: string;
  reason: string;
  publishedBy: string;
  publishedAt: Date;
  checkedBy: string | null;
  checkedAt: Date | null;
  nextCheckOn: string | null;
  createdAt: Date;
  updatedAt: Date;
  owners: string[];
  files: string[];
  madeOf: { post: string; isChanged: boolean }[];
}

/** Articles as everybody reads them: none that is not published, and of none another revision. */
export async function articlesLeaving(
  tx: Transaction,
  bounds: Bounds,
  { after, limit }: Page,
): Promise<ArticleRow[]> {
  const { rows } = await sql<ArticleRow>`
    select articles.id, articles.section_id as section, articles.position, articles.kind,
           revisions.title, revisions.source, articles.topic_id as topic, ${reachOf('articles')} as reach,
           revisions.written_by as writer, revisions.reason, published.published_by,
           published.published_at, articles.checked_by, articles.checked_at, articles.next_check_on,
           articles.created_at, articles.updated_at,
           array(select person_id from article_owners
                  where article_owners.organization_id = articles.organization_id
                    and article_owners.article_id = articles.id order by since, person_id) as owners,
           array(select file_id from file_uses
                  where file_uses.organization_id = articles.organization_id
                    and file_uses.holder_kind = 'article' and file_uses.holder_id = articles.id
                    and file_uses.is_shown order by file_id) as files,
           (select coalesce(json_agg(json_build_object(
                     'post', posts.id, 'isChanged', posts.revision_no <> article_sources.revision_no)
                   order by posts.id), '[]')
              from article_sources
              join posts on posts.organization_id = article_sources.organization_id
               and posts.id = article_sources.post_id
              join threads on threads.organization_id = posts.organization_id
               and threads.id = posts.thread_id
             where article_sources.organization_id = articles.organization_id
               and article_sources.article_id = articles.id
               and ${postsInside(bounds)} and ${threadsInside(bounds)}) as made_of
      from articles
      join article_revisions as revisions on revisions.organization_id = articles.organization_id
       and revisions.article_id = articles.id and revisions.revision_no = articles.published_no
      join article_publications as published on published.organization_id = articles.organization_id
       and published.article_id = articles.id and published.revision_no = articles.published_no
     where ${articlesInside(bounds)} and (${after}::uuid is null or articles.id > ${after}::uuid)
     order by articles.id limit ${limit}`.execute(tx);
  return rows;
}
