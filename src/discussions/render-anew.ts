import type { Transaction } from '../db/index.ts';
import { stalePosts, updateHtml } from './rendering-store.ts';
import { storedWords } from './words.ts';

/**
 * Stores what this renderer makes of some posts that an older one made.
 *
 * @returns how many they were; fewer than the limit when none is left but what somebody is just changing
 */
export async function renderAnew(tx: Transaction, limit: number): Promise<number> {
  const posts = await stalePosts(tx, limit);
  for (const { id, bodySource, triedSource } of posts)
    await updateHtml(tx, id, storedWords({ body: bodySource, tried: triedSource ?? '' }));
  return posts.length;
}
