import type { FindArticles } from '../discussions/index.ts';
import { knowledgePaths } from '../knowledge/index.ts';
import { articlesFrom } from './source-store.ts';

/** What a thread's page says of the articles that its posts became. */
export const becameArticles: FindArticles = async (tx, { communityId, threadId }) => {
  const articles = await articlesFrom(tx, { communityId, threadId });
  return articles.map(({ id, title }) => ({
    title,
    path: knowledgePaths.article(communityId, id),
  }));
};
