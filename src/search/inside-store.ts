import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** What is said inside of something found, and in what of it; the ends of keys of the translation files. */
export type InsideOf = 'file' | 'captions';

interface PartInside {
  id: string;
  of: InsideOf;
  text: string;
}

const before = 300;
const longest = 1500;

/** Of what has these ids, the parts of its files and captions where most words begin so; at the most one of each. */
export async function partsInside(
  tx: Transaction,
  ids: readonly string[],
  beginnings: readonly string[],
): Promise<PartInside[]> {
  if (ids.length === 0 || beginnings.length === 0) return [];
  const { rows } = await sql<PartInside>`
    with inside as (
      select resources.id, 'file' as of, '' as part, text.body, text.folded
        from resources
        join files on files.organization_id = resources.organization_id and files.id = resources.file_id
        join file_texts as text on text.organization_id = files.organization_id and text.sha256 = files.sha256
       where resources.id = any(${ids}::uuid[])
      union all
      select captions.resource_id, 'captions', captions.language, captions.said, captions.folded
        from captions where captions.resource_id = any(${ids}::uuid[])
      union all
      select shown.holder_id, 'file', files.id::text, text.body, text.folded
        from file_uses as shown
        join files on files.organization_id = shown.organization_id and files.id = shown.file_id
        join file_texts as text on text.organization_id = files.organization_id and text.sha256 = files.sha256
       where shown.holder_kind in ('post', 'article') and shown.holder_id = any(${ids}::uuid[]) and shown.is_shown
         and (shown.holder_kind = 'post' or exists (
           select from articles
             join article_revisions as published on published.organization_id = articles.organization_id
              and published.article_id = articles.id and published.revision_no = articles.published_no
            where articles.id = shown.holder_id and strpos(published.html, shown.file_id::text) > 0))
    )
    select distinct on (inside.id)
           inside.id, inside.of, substr(inside.body, greatest(1, place - ${before}), ${longest}) as text
      from inside cross join lateral search_place(inside.folded, ${beginnings}::text[]) as place
     where place > 0
     order by inside.id, inside.part`.execute(tx);
  return rows;
}
