import type { Transaction } from '../db/index.ts';
import { rendererVersion } from '../web/index.ts';

interface Stale {
  articleId: string;
  revisionNo: number;
  source: string;
}

/** Revisions that an older renderer made, for this transaction alone to mend. */
export function staleRevisions(tx: Transaction, limit: number): Promise<Stale[]> {
  return tx
    .selectFrom('articleRevisions')
    .select(['articleId', 'revisionNo', 'source'])
    .where('rendererVersion', '<', rendererVersion)
    .orderBy('rendererVersion')
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
    .execute();
}

/** What is shown of a revision from now on, of the same words. */
export async function updateHtml(
  tx: Transaction,
  { articleId, revisionNo }: Stale,
  shown: { html: string; rendererVersion: number },
): Promise<void> {
  await tx
    .updateTable('articleRevisions')
    .set(shown)
    .where('articleId', '=', articleId)
    .where('revisionNo', '=', revisionNo)
    .execute();
}
