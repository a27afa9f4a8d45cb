import { sql } from 'kysely';
import type { Transaction } from '../../db/index.ts';
import { articlesInside } from '../inside.ts';
import type { Bounds, Page } from '../leaving.ts';

interface TermRow {
  id: string;
  term: string;
  meaning: string;
  /** That says more about it. */
  article: string | null;
}

export async function termsLeaving(
  tx: Transaction,
  bounds: Bounds,
  { after, limit }: Page,
): Promise<TermRow[]> {
  const { rows } = await sql<TermRow>`
    select glossary_terms.id, glossary_terms.term, glossary_terms.meaning, articles.id as article
      from glossary_terms
      left join articles on articles.organization_id = glossary_terms.organization_id
       and articles.id = glossary_terms.article_id and ${articlesInside(bounds)}
     where glossary_terms.community_id = ${bounds.communityId} and glossary_terms.id <= ${bounds.upTo}
       and (${after}::uuid is null or glossary_terms.id > ${after}::uuid)
     order by glossary_terms.id limit ${limit}`.execute(tx);
  return rows;
}
