import type { Transaction } from '../db/index.ts';
import { discussionPaths } from '../discussions/index.ts';
import type { FindSources } from '../knowledge/index.ts';
import { saidSince, sourcesOf, type Source } from './source-store.ts';

function threadsOf(
  sources: readonly Source[],
  communityId: string,
  said: ReadonlyMap<string, number>,
) {
  const ids = [...new Set(sources.map(({ threadId }) => threadId))];
  return ids.map((id) => {
    const posts = sources.filter(({ threadId }) => threadId === id);
    return {
      title: posts[0]?.threadTitle,
      path: discussionPaths.thread(communityId, id),
      newer: said.get(id),
      posts: posts.map(({ postNo, author, isChanged }) => ({
        postNo,
        author,
        isChanged,
        path: discussionPaths.post(communityId, id, postNo),
      })),
    };
  });
}

/** What an article's page says of the talk it was made from: who said what, and what was said since it was checked. */
export const madeOf: FindSources = async (tx: Transaction, { communityId }, article) => {
  const sources = await sourcesOf(tx, { articleId: article.id, communityId });
  if (sources.length === 0) return null;
  const threadIds = [...new Set(sources.map(({ threadId }) => threadId))];
  const said = article.checkedAt ? await saidSince(tx, threadIds, article.checkedAt) : new Map();
  return { threads: threadsOf(sources, communityId, said), hasNewTalk: said.size > 0 };
};
