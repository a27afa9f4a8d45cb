import { sql } from 'kysely';
import { folded, type Transaction } from '../db/index.ts';

interface Titled {
  id: string;
  communityId: string;
  title: string;
}

/** Of these articles, those of this community that everybody reads who may read it. */
export async function shownTitles(
  tx: Transaction,
  communityId: string,
  ids: readonly string[],
): Promise<Titled[]> {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('articles')
    .select(['id', 'communityId', 'title'])
    .where('communityId', '=', communityId)
    .where('standing', '=', 'shown')
    .where('publishedNo', 'is not', null)
    .where('id', 'in', ids)
    .execute();
}

/** The article of this id, where everybody reads it who may read this community. */
export async function findShownArticle(
  tx: Transaction,
  communityId: string,
  id: string,
): Promise<Titled | null> {
  return (await shownTitles(tx, communityId, [id]))[0] ?? null;
}

/** Articles that everybody reads with these words in the title, whatever its case and accents; the latest changed first. */
export async function articlesTitled(
  tx: Transaction,
  communityIds: readonly string[],
  { words, limit }: { words: readonly string[]; limit: number },
): Promise<Titled[]> {
  if (communityIds.length === 0) return [];
  const hasWords = words.map(
    (word) => sql`and strpos(${folded(sql`title`)}, ${folded(sql`${word}::text`)}) > 0`,
  );
  const { rows } = await sql<Titled>`
    select chosen.id, chosen.community_id, chosen.title
      from unnest(${communityIds}::uuid[]) as place (id)
     cross join lateral (
       select id, community_id, title, updated_at from articles
        where community_id = place.id and standing = 'shown' and published_no is not null
              ${sql.join(hasWords, sql` `)}
        order by updated_at desc, id desc limit ${limit}) as chosen
     order by chosen.updated_at desc, chosen.id desc limit ${limit}`.execute(tx);
  return rows;
}
