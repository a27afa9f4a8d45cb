import { discussionPaths } from '../discussions/index.ts';

export const sourcePaths = {
  /** Where posts of a thread are chosen, to be made into an article. */
  choice: (communityId: string, threadId: string) =>
    `${discussionPaths.thread(communityId, threadId)}/article`,
};
