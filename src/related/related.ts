import { discussionPaths } from '../discussions/index.ts';
import { knowledgePaths, type FindRelated } from '../knowledge/index.ts';
import { nearestTo } from './store.ts';

const mostRelated = 5;

/** What an article's page names beside it: the articles and threads of its community that are nearest to it. */
export const relatedTo: FindRelated = async (tx, { id, communityId }) => {
  const found = await nearestTo(tx, id, mostRelated);
  return found.map(({ id: otherId, threadId, title }) => ({
    title,
    isThread: threadId !== null,
    path:
      threadId === null
        ? knowledgePaths.article(communityId, otherId)
        : discussionPaths.thread(communityId, threadId),
  }));
};
