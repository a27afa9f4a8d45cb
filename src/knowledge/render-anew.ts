import type { Transaction } from '../db/index.ts';
import { renderMarkdown, rendererVersion } from '../web/index.ts';
import { staleRevisions, updateHtml } from './rendering-store.ts';

/**
 * Stores what this renderer makes of some revisions that an older one made.
 *
 * @returns how many they were
 */
export async function renderArticlesAnew(tx: Transaction, limit: number): Promise<number> {
  const revisions = await staleRevisions(tx, limit);
  for (const revision of revisions)
    await updateHtml(tx, revision, { html: renderMarkdown(revision.source), rendererVersion });
  return revisions.length;
}
