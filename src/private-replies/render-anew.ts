import type { Transaction } from '../db/index.ts';
import { staleReplies, updateBody } from './rendering-store.ts';
import { storedBody } from './words.ts';

/**
 * Stores what this renderer makes of some private replies that an older one made.
 *
 * @returns how many they were
 */
export async function renderPrivateRepliesAnew(tx: Transaction, limit: number): Promise<number> {
  const replies = await staleReplies(tx, limit);
  for (const { id, bodySource } of replies) {
    const { bodyHtml, rendererVersion } = storedBody(bodySource);
    await updateBody(tx, id, { bodyHtml, rendererVersion });
  }
  return replies.length;
}
