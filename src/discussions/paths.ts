import { communityPaths } from '../communities/index.ts';
import type { Cursor } from './store.ts';
import { pageStart } from './thread.ts';

const list = (communityId: string) => `${communityPaths.home(communityId)}/threads`;
const thread = (communityId: string, threadId: string) => `${list(communityId)}/${threadId}`;

export const discussionPaths = {
  list,
  listAfter: (communityId: string, { lastPostAt, id }: Cursor) =>
    `${list(communityId)}?after=${encodeURIComponent(`${lastPostAt.toISOString()}_${id}`)}`,
  newThread: (communityId: string) => `${list(communityId)}/new`,
  thread,
  /** The address to keep: it leads to the thread wherever it stands by then. */
  lasting: (threadId: string) => `/threads/${threadId}`,
  page: (communityId: string, threadId: string, from: number) =>
    `${thread(communityId, threadId)}?from=${from}`,
  post: (communityId: string, threadId: string, postNo: number) =>
    `${thread(communityId, threadId)}?from=${pageStart(postNo)}#post-${postNo}`,
  replies: (communityId: string, threadId: string) => `${thread(communityId, threadId)}/posts`,
};
