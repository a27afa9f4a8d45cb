import type { Transaction } from '../db/index.ts';
import { rendererVersion } from '../web/index.ts';

/** Posts that an older renderer made, for this transaction alone to mend. */
export function stalePosts(
  tx: Transaction,
  limit: number,
): Promise<{ id: string; bodySource: string; triedSource: string | null }[]> {
  return tx
    .selectFrom('posts')
    .select(['id', 'bodySource', 'triedSource'])
    .where('rendererVersion', '<', rendererVersion)
    .orderBy('rendererVersion')
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
    .execute();
}

/** What is shown of a post from now on, of the same words. */
export async function updateHtml(
  tx: Transaction,
  postId: string,
  {
    bodyHtml,
    triedHtml,
    rendererVersion: version,
  }: { bodyHtml: string; triedHtml: string | null; rendererVersion: number },
): Promise<void> {
  await tx
    .updateTable('posts')
    .set({ bodyHtml, triedHtml, rendererVersion: version })
    .where('id', '=', postId)
    .execute();
}
