import type { Transaction } from '../db/index.ts';
import { overdueArticles, wantingArticles } from './care-store.ts';
import { knowledgePaths } from './paths.ts';

const mostTasks = 20;

/** What the articles that this person looks after ask of them: those first whose day to look again has passed. */
export async function tasksOf(tx: Transaction, personId: string, now: Date) {
  const theirs = { communityId: null, ownerId: personId };
  const page = { after: null, limit: mostTasks };
  const overdue = await overdueArticles(
    tx,
    { ...theirs, today: now.toISOString().slice(0, 10) },
    page,
  );
  const wanting = await wantingArticles(tx, theirs, page);
  const pathOf = (communityId: string, id: string) => knowledgePaths.article(communityId, id);
  return {
    toCheck: overdue.map((each) => ({ ...each, path: pathOf(each.communityId, each.id) })),
    wanting: wanting.map((each) => ({
      ...each,
      path: `${pathOf(each.communityId, each.id)}#use`,
    })),
  };
}
