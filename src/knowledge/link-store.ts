import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Article } from './article.ts';

/** An article that leads to another. */
export interface Leading {
  id: string;
  communityId: string;
  /** As it is called now. */
  title: string;
  /** Of the community that it stands in, where that is another. */
  communityName: string | null;
}

const mostLeading = 50;

/**
 * The articles that lead to this one and that its reader reads, too.
 *
 * @param isEverywhere whether they read what any community publishes to the whole organization, and not only what
 *   stands in the community of this one
 * @param isInside whether they read that community
 */
export async function articlesLeadingTo(
  tx: Transaction,
  { id, communityId }: Pick<Article, 'id' | 'communityId'>,
  { isEverywhere, isInside }: { isEverywhere: boolean; isInside: boolean },
): Promise<Leading[]> {
  const { rows } = await sql<Leading>`
    select articles.id, articles.community_id, articles.title,
           case when articles.community_id <> ${communityId}::uuid then communities.name end as community_name
      from article_links
      join articles on articles.organization_id = article_links.organization_id
       and articles.id = article_links.article_id
       and articles.standing = 'shown' and articles.published_no = article_links.revision_no
      join communities on communities.organization_id = articles.organization_id
       and communities.id = articles.community_id
     where article_links.other_id = ${id}
       and ((${isInside} and articles.community_id = ${communityId}::uuid)
         or (${isEverywhere} and articles.reach = 'organization'))
     order by articles.title, articles.id limit ${mostLeading}`.execute(tx);
  return rows;
}
