import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';
import { mostSections, type Section } from './section.ts';

/** The sections of a community, each in its order among those of its parent. */
export function sectionsOf(tx: Transaction, communityId: string): Promise<Section[]> {
  return tx
    .selectFrom('articleSections')
    .select(['id', 'parentId', 'title'])
    .where('communityId', '=', communityId)
    .orderBy('position')
    .orderBy('id')
    .limit(mostSections)
    .execute();
}

/** The sections of a community that was merged come after those of the other. */
export async function moveSections(
  tx: Transaction,
  { from, into }: { from: string; into: string },
): Promise<void> {
  const after = sql<number>`position + (
    select coalesce(max(position), 0) from article_sections as others
     where others.community_id = ${into} and others.parent_id is null)`;
  await tx
    .updateTable('articleSections')
    .set({ communityId: into, position: after })
    .where('communityId', '=', from)
    .execute();
}

/** The sections of a community, which nobody else arranges until this transaction ends. */
export async function lockSections(tx: Transaction, communityId: string): Promise<Section[]> {
  await tx
    .selectFrom('articleSections')
    .select('id')
    .where('communityId', '=', communityId)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return sectionsOf(tx, communityId);
}

/** Stands at the end of those of its parent. */
export async function insertSection(
  tx: Transaction,
  section: { organizationId: string; communityId: string; parentId: string | null; title: string },
): Promise<string> {
  const id = newId();
  const { communityId, parentId } = section;
  const position = sql<number>`(
    select coalesce(max(position), 0) + 1 from article_sections
     where community_id = ${communityId} and parent_id is not distinct from ${parentId}::uuid)`;
  await tx
    .insertInto('articleSections')
    .values({ ...section, id, position })
    .execute();
  return id;
}

export async function updateSectionTitle(
  tx: Transaction,
  id: string,
  title: string,
): Promise<void> {
  await tx.updateTable('articleSections').set({ title }).where('id', '=', id).execute();
}

export async function updateParent(
  tx: Transaction,
  id: string,
  parentId: string | null,
): Promise<void> {
  await tx.updateTable('articleSections').set({ parentId }).where('id', '=', id).execute();
}

/** Has these stand in this order. */
export async function updateOrder(tx: Transaction, ids: readonly string[]): Promise<void> {
  await sql`
    update article_sections set position = wanted.position
      from unnest(${ids}::uuid[]) with ordinality as wanted (id, position)
     where article_sections.id = wanted.id`.execute(tx);
}

/** Takes a section away that no other stands in; its articles go where it stood, after those that are there. */
export async function deleteSection(
  tx: Transaction,
  { id, parentId }: Section,
  communityId: string,
): Promise<void> {
  await sql`
    update articles set section_id = ${parentId}::uuid, position = position + (
      select coalesce(max(position), 0) from articles as others
       where others.community_id = ${communityId}
         and others.section_id is not distinct from ${parentId}::uuid)
     where section_id = ${id}`.execute(tx);
  await tx.deleteFrom('articleSections').where('id', '=', id).execute();
}
