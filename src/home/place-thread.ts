import {
  discussionPaths,
  findThread,
  findThreadAgain,
  threadsTitled,
} from '../discussions/index.ts';
import { titledPlaceable } from './titled-placeable.ts';

/** One question or discussion. */
export const thread = titledPlaceable<{ id: string; kind: string; title: string }>({
  view: 'thread',
  // Enough to find what was just talked about.
  mostRecent: 8,
  titled: threadsTitled,
  find: async (tx, communityId, id) => {
    const now = await findThreadAgain(tx, id);
    const found = now && (await findThread(tx, { communityId, threadId: now.id }, null));
    return found?.standing === 'visible' ? found : null;
  },
  nameOf: ({ kind }, say) => say(`thread.kind.${kind}`),
  path: discussionPaths.thread,
});
