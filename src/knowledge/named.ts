import type { Transaction } from '../db/index.ts';
import { knowledgePaths } from './paths.ts';
import { shownTitles } from './title-store.ts';

/** Of these articles, those that everybody reads who may read this community: how each is called, and where it is. */
export async function articlesNamed(
  tx: Transaction,
  communityId: string,
  ids: readonly string[],
): Promise<Map<string, { title: string; path: string }>> {
  const titles = await shownTitles(tx, communityId, ids);
  return new Map(
    titles.map(({ id, title }) => [id, { title, path: knowledgePaths.article(communityId, id) }]),
  );
}
