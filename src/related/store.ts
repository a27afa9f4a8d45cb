import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** An article, or a thread by its first post. */
export interface Near {
  id: string;
  threadId: string | null;
  title: string;
}

/** Of those that are near, so many are looked at, since the article's page may name some of them already. */
const mostLookedAt = 15;

/**
 * What of its community is nearest to an article, without what it leads to, what leads to it and what it was made
 * of. Everybody may read these who may read the community.
 */
export async function nearestTo(
  tx: Transaction,
  articleId: string,
  limit: number,
): Promise<Near[]> {
  const { rows } = await sql<Near>`
    select near.id, near.thread_id, near.title
      from related_documents(${articleId}::uuid, ${mostLookedAt})
      with ordinality as near (id, kind, thread_id, title, place)
     where not exists (select from article_links
              join articles on articles.organization_id = article_links.organization_id
               and articles.id = article_links.article_id
               and articles.published_no = article_links.revision_no
             where (article_links.article_id = ${articleId} and article_links.other_id = near.id)
                or (article_links.article_id = near.id and article_links.other_id = ${articleId}))
       and not exists (select from article_sources
             where article_sources.article_id = ${articleId} and article_sources.thread_id = near.thread_id)
     order by near.place limit ${limit}`.execute(tx);
  return rows;
}
