import { discussionPaths } from './paths.ts';
import { isWaiting, postsPerPage, unreadCount, type Post, type ThreadSummary } from './thread.ts';

/** A thread as a line of a list: what it is, where it leads, and what is new in it. */
export function lineOf(thread: ThreadSummary) {
  return {
    ...thread,
    path: discussionPaths.thread(thread.communityId, thread.id),
    replies: thread.lastPostNo - 1,
    unread: unreadCount(thread),
    isNew: thread.lastReadNo === null,
    isWaiting: isWaiting(thread),
  };
}

interface Page {
  thread: ThreadSummary;
  posts: Post[];
  start: number;
}

/** One page of a thread, with the line above the first post that is new to the reader. */
export function pageOf({ thread, posts, start }: Page) {
  const { communityId, id, lastPostNo, lastReadNo } = thread;
  const firstUnread = lastReadNo === null || lastReadNo >= lastPostNo ? null : lastReadNo + 1;
  const at = (from: number) => discussionPaths.page(communityId, id, from);
  return {
    thread: lineOf(thread),
    list: discussionPaths.list(communityId),
    lasting: discussionPaths.lasting(id),
    action: discussionPaths.replies(communityId, id),
    posts: posts.map((post) => ({ ...post, isFirstUnread: post.postNo === firstUnread })),
    earlier: start > 1 ? at(start - postsPerPage) : null,
    later: start + postsPerPage <= lastPostNo ? at(start + postsPerPage) : null,
  };
}
