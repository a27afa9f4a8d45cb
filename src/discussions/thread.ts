export type ThreadKind = 'discussion' | 'question' | 'idea' | 'announcement' | 'introduction';

/** A thread as lists show it. */
export interface ThreadSummary {
  id: string;
  communityId: string;
  kind: ThreadKind;
  title: string;
  topicName: string | null;
  authorName: string | null;
  /** The number of its newest post, which is also how many there are. */
  lastPostNo: number;
  lastPostAt: Date;
  lastPosterName: string | null;
  /** How far the person has read; null when they never opened it. */
  lastReadNo: number | null;
}

/** A thread as somebody opens it. */
export interface OpenedThread extends ThreadSummary {
  /** When they were here before; null when they never were. */
  lastVisitAt: Date | null;
}

export interface Post {
  id: string;
  postNo: number;
  authorId: string;
  authorName: string | null;
  bodyHtml: string;
  createdAt: Date;
}

/** Posts on one page; a long thread is read in pages that start at the same places for everybody. */
export const postsPerPage = 50;

/** The first post number of the page that holds this one. */
export function pageStart(postNo: number): number {
  return Math.floor((Math.max(postNo, 1) - 1) / postsPerPage) * postsPerPage + 1;
}

/** The last post that a page shows, which begins with this one; null where it shows none. */
export function pageEnd({ lastPostNo }: ThreadSummary, start: number): number | null {
  return start > lastPostNo ? null : Math.min(start + postsPerPage - 1, lastPostNo);
}

/** A visit within the minute is the same visit. */
const visitMs = 60_000;

/** Whether reading this far tells anything new. */
export function isNewsOf(
  { lastReadNo, lastVisitAt }: OpenedThread,
  readNo: number,
  now: Date,
): boolean {
  if (lastReadNo === null || lastVisitAt === null) return true;
  return readNo > lastReadNo || now.getTime() - lastVisitAt.getTime() > visitMs;
}

/** How many posts the person has not read, of a thread they opened before. */
export function unreadCount({ lastPostNo, lastReadNo }: ThreadSummary): number {
  return lastReadNo === null ? 0 : Math.max(0, lastPostNo - lastReadNo);
}

/** A question nobody answered yet. */
export function isWaiting({ kind, lastPostNo }: ThreadSummary): boolean {
  return kind === 'question' && lastPostNo === 1;
}
