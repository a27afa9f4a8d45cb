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

/** Of these resources, the parts of their files and captions where most words begin so; at the most one of each. */
export async function partsInside(
  tx: Transaction,
  resourceIds: readonly string[],
  beginnings: readonly string[],
): Promise<PartInside[]> {
  if (resourceIds.length === 0 || beginnings.length === 0) return [];
  const { rows } = await sql<PartInside>`
    with inside as (
      select resources.id, 'file' as of, '' as language, text.body, text.folded
        from resources
        join files on files.organization_id = resources.organization_id and files.id = resources.file_id
        join file_texts as text on text.organization_id = files.organization_id and text.sha256 = files.sha256
       where resources.id = any(${resourceIds}::uuid[])
      union all
      select captions.resource_id, 'captions', captions.language, captions.said, captions.folded
        from captions where captions.resource_id = any(${resourceIds}::uuid[])
    )
    select distinct on (inside.id)
           inside.id, inside.of, substr(inside.body, greatest(1, place - ${before}), ${longest}) as text
      from inside cross join lateral search_place(inside.folded, ${beginnings}::text[]) as place
     where place > 0
     order by inside.id, inside.language`.execute(tx);
  return rows;
}
