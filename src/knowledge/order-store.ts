import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Article } from './article.ts';

type Place = Pick<Article, 'communityId' | 'sectionId'>;

function articlesOf(tx: Transaction, { communityId, sectionId }: Place) {
  return tx
    .selectFrom('articles')
    .select('id')
    .where('communityId', '=', communityId)
    .where(sql<boolean>`section_id is not distinct from ${sectionId}::uuid`);
}

/** The articles of a section, or of none, in their order, seen and unseen. */
export async function orderOf(tx: Transaction, place: Place): Promise<string[]> {
  const rows = await articlesOf(tx, place).orderBy('position').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** The same, and nobody arranges them meanwhile. */
export async function lockOrder(tx: Transaction, place: Place): Promise<string[]> {
  await articlesOf(tx, place).orderBy('id').forNoKeyUpdate().execute();
  return orderOf(tx, place);
}

/** Has these stand in this order. */
export async function writeOrder(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`
    update articles set position = wanted.position
      from unnest(${ids}::uuid[]) with ordinality as wanted (id, position)
     where articles.id = wanted.id and articles.position <> wanted.position`.execute(tx);
}

/** Stands at the end of this section, unless it stood in it already. */
export async function updatePlace(
  tx: Transaction,
  { id, communityId, sectionId }: Article,
  { section, topic }: { section: string | null; topic: string | null },
): Promise<void> {
  const position = sql<number>`(
    select coalesce(max(position), 0) + 1 from articles
     where community_id = ${communityId} and section_id is not distinct from ${section}::uuid)`;
  await tx
    .updateTable('articles')
    .set({ sectionId: section, topicId: topic, ...(section !== sectionId && { position }) })
    .where('id', '=', id)
    .execute();
}
