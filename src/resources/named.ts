import type { Transaction } from '../db/index.ts';
import { resourcePaths } from './paths.ts';
import { shownTitles } from './store.ts';

/** Of these resources, those that everybody sees who may read this community: how each is called, and where it is. */
export async function resourcesNamed(
  tx: Transaction,
  communityId: string,
  ids: readonly string[],
): Promise<Map<string, { title: string; path: string }>> {
  const titles = await shownTitles(tx, communityId, ids);
  return new Map(
    [...titles].map(([id, title]) => [
      id,
      { title, path: resourcePaths.resource(communityId, id) },
    ]),
  );
}
