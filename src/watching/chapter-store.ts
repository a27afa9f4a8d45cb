import type { Transaction } from '../db/index.ts';
import type { Chapter } from './chapters.ts';

/** In the order they begin. */
export function chaptersOf(tx: Transaction, resourceId: string): Promise<Chapter[]> {
  return tx
    .selectFrom('chapters')
    .select(['beginsAtSeconds', 'title'])
    .where('resourceId', '=', resourceId)
    .orderBy('beginsAtSeconds')
    .execute();
}

/** Puts these in place of those there were. */
export async function replaceChapters(
  tx: Transaction,
  owner: { organizationId: string; resourceId: string },
  chapters: readonly Chapter[],
): Promise<void> {
  await tx.deleteFrom('chapters').where('resourceId', '=', owner.resourceId).execute();
  if (chapters.length === 0) return;
  await tx
    .insertInto('chapters')
    .values(chapters.map((chapter) => ({ ...owner, ...chapter })))
    .execute();
}
