import type { Transaction } from '../db/index.ts';
import { rendererVersion } from '../web/index.ts';

/** Private replies that an older renderer made, for this transaction alone to mend. */
export function staleReplies(
  tx: Transaction,
  limit: number,
): Promise<{ id: string; bodySource: string }[]> {
  return tx
    .selectFrom('privateReplies')
    .select(['id', 'bodySource'])
    .where('rendererVersion', '<', rendererVersion)
    .orderBy('rendererVersion')
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
    .execute();
}

/** What is shown of one from now on, of the same words. */
export async function updateBody(
  tx: Transaction,
  replyId: string,
  body: { bodyHtml: string; rendererVersion: number },
): Promise<void> {
  await tx.updateTable('privateReplies').set(body).where('id', '=', replyId).execute();
}
