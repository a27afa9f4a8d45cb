import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Section } from './section.ts';

const mostSections = 300;

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
