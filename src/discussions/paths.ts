import { communityPaths } from '../communities/index.ts';
import type { ListQuery } from './forms.ts';
import { pageStart } from './thread.ts';

const list = (communityId: string) => `${communityPaths.home(communityId)}/threads`;
const thread = (communityId: string, threadId: string) => `${list(communityId)}/${threadId}`;
const post = (communityId: string, threadId: string, postNo: number | string) =>
  `${thread(communityId, threadId)}/posts/${postNo}`;

export const discussionPaths = {
  list,
  /** A part of the list, from some thread on. */
  listOf: (communityId: string, { show, kind, topic, after }: ListQuery) => {
    const query = new URLSearchParams({
      ...(show === 'all' ? {} : { show }),
      ...(kind ? { kind } : {}),
      ...(topic ? { topic } : {}),
      ...(after ? { after: `${after.lastPostAt.toISOString()}_${after.id}` } : {}),
    });
    return query.size > 0 ? `${list(communityId)}?${query.toString()}` : list(communityId);
  },
  newThread: (communityId: string) => `${list(communityId)}/new`,
  like: (communityId: string) => `${list(communityId)}/like`,
  following: communityPaths.following,
  readElsewhere: communityPaths.readElsewhere,
  /** Where it is chosen how closely a topic is followed. */
  followingTopic: (communityId: string, topicId: string) =>
    `${communityPaths.following(communityId)}#topic-${topicId}`,
  /** What is to be posted later. */
  waiting: (communityId: string) => `${list(communityId)}/waiting`,
  scheduled: (communityId: string, scheduledId: string) =>
    `${list(communityId)}/waiting/${scheduledId}`,
  posting: (communityId: string, scheduledId: string) =>
    `${list(communityId)}/waiting/${scheduledId}/posting`,
  withdrawal: (communityId: string, scheduledId: string) =>
    `${list(communityId)}/waiting/${scheduledId}/withdrawal`,
  allRead: (communityId: string) => `${list(communityId)}/read`,
  thread,
  /** The address to keep: it leads to the thread wherever it stands by then. */
  lasting: (threadId: string) => `/threads/${threadId}`,
  page: (communityId: string, threadId: string, from: number) =>
    `${thread(communityId, threadId)}?from=${from}`,
  /** Where a post is read, on its page of the thread. */
  post: (communityId: string, threadId: string, postNo: number) =>
    `${thread(communityId, threadId)}?from=${pageStart(postNo)}#post-${postNo}`,
  replies: (communityId: string, threadId: string) => `${thread(communityId, threadId)}/posts`,
  votes: (communityId: string, threadId: string) => `${thread(communityId, threadId)}/votes`,
  steps: (communityId: string, threadId: string) => `${thread(communityId, threadId)}/steps`,
  ballot: (communityId: string, threadId: string) => `${thread(communityId, threadId)}/poll/ballot`,
  pollClosing: (communityId: string, threadId: string) =>
    `${thread(communityId, threadId)}/poll/closing`,
  /** Where a thread's poll is read. */
  poll: (communityId: string, threadId: string) => `${thread(communityId, threadId)}?from=1#poll`,
  watch: (communityId: string, threadId: string) => `${thread(communityId, threadId)}/watch`,
  reading: (communityId: string, threadId: string) => `${thread(communityId, threadId)}/reading`,
  live: (communityId: string, threadId: string) => `${thread(communityId, threadId)}/live`,
  words: post,
  edit: (communityId: string, threadId: string, postNo: number | string) =>
    `${post(communityId, threadId, postNo)}/edit`,
  history: (communityId: string, threadId: string, postNo: number | string) =>
    `${post(communityId, threadId, postNo)}/history`,
  reactions: (communityId: string, threadId: string, postNo: number | string) =>
    `${post(communityId, threadId, postNo)}/reactions`,
  acceptance: (communityId: string, threadId: string, postNo: number | string) =>
    `${post(communityId, threadId, postNo)}/acceptance`,
  endorsement: (communityId: string, threadId: string, postNo: number | string) =>
    `${post(communityId, threadId, postNo)}/endorsement`,
  bookmark: (communityId: string, threadId: string, postNo: number | string) =>
    `${post(communityId, threadId, postNo)}/bookmark`,
  bookmarks: '/me/bookmarks',
  // What stands in every thread and leads to the pages of rooms that lie above.
  report: (communityId: string, threadId: string, postNo: number | string) =>
    `${post(communityId, threadId, postNo)}/report`,
  inPrivate: (communityId: string, threadId: string, postNo: number | string) =>
    `${post(communityId, threadId, postNo)}/private`,
  postCare: (communityId: string, threadId: string, postNo: number | string) =>
    `${post(communityId, threadId, postNo)}/care`,
  /** What was decided about a post, for its author. */
  decisions: (communityId: string, threadId: string, postNo: number | string) =>
    `${post(communityId, threadId, postNo)}/decisions`,
  threadCare: (communityId: string, threadId: string) => `${thread(communityId, threadId)}/care`,
};
