import type { Transaction } from '../db/index.ts';
import { overdueArticles } from './care-store.ts';
import { knowledgePaths } from './paths.ts';

const mostTasks = 20;

/** The articles that this person looks after and meant to look at again by a day that has passed. */
export async function tasksOf(tx: Transaction, personId: string, now: Date) {
  const look = { communityId: null, ownerId: personId, today: now.toISOString().slice(0, 10) };
  const found = await overdueArticles(tx, look, { after: null, limit: mostTasks });
  return found.map((article) => ({
    ...article,
    path: knowledgePaths.article(article.communityId, article.id),
  }));
}
