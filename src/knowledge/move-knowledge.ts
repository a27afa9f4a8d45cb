import type { Transaction } from '../db/index.ts';
import { moveArticles } from './list-store.ts';
import { moveSections } from './section-store.ts';

/**
 * The articles of a community that was merged join those of the other, in their sections, those of each topic under
 * its pair. Who reviews there is for the other's facilitators to say.
 */
export async function moveKnowledge(
  tx: Transaction,
  merger: { from: string; into: string },
  topics: readonly { from: string; into: string }[],
): Promise<void> {
  await moveSections(tx, merger);
  for (const topic of [...topics, null]) await moveArticles(tx, merger, topic);
}
