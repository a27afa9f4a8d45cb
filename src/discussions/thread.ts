import type { Writer } from './writer.ts';

export const threadKinds = [
  'question',
  'discussion',
  'idea',
  'introduction',
  'announcement',
] as const;
export type ThreadKind = (typeof threadKinds)[number];

/** How far an idea has come. */
export const ideaStates = ['raised', 'trying', 'adopted', 'dropped'] as const;
export type IdeaState = (typeof ideaStates)[number];

/** A thread as lists show it. */
export interface ThreadSummary {
  id: string;
  communityId: string;
  kind: ThreadKind;
  title: string;
  topicName: string | null;
  author: Writer;
  /** The number of its newest post, which is also how many there are. */
  lastPostNo: number;
  lastPostAt: Date;
  /** How many posts were marked as having solved it. */
  acceptedCount: number;
  voteCount: number;
  ideaState: IdeaState | null;
  /** Hidden and deleted threads are listed for facilitators alone. */
  standing: 'visible' | 'hidden' | 'deleted';
  pinnedUntil: Date | null;
  lockedAt: Date | null;
  /** Whether somebody asked it who does not belong, and reads the answers. */
  isFromOutside: boolean;
  hasPoll: boolean;
  /** How far the person has read; null when they never opened it. */
  lastReadNo: number | null;
  /** How closely they follow it. */
  watchLevel: WatchLevel;
}

/** A thread as somebody opens it. */
export interface OpenedThread extends ThreadSummary {
  /** Whoever asked it from outside; null where it was begun by a member. */
  askerId: string | null;
  topicId: string | null;
  closesAt: Date | null;
  slowSeconds: number | null;
  /** Whether anybody ever said something in private about a post of it. */
  hasPrivateReplies: boolean;
  createdAt: Date;
  /** When they were here before; null when they never were. */
  lastVisitAt: Date | null;
  isMine: boolean;
  /** Whether they gave an idea their vote. */
  isBacked: boolean;
  /** What makes them follow it as closely as they do; null when they chose nothing. */
  watch: Watch | null;
}

/** How closely a person follows something. */
export const watchLevels = ['muted', 'normal', 'tracking', 'watching'] as const;
export type WatchLevel = (typeof watchLevels)[number];

/** What can be followed: the nearest of these that somebody chose for decides. */
export type WatchScope = 'community' | 'topic' | 'thread';

/** How closely somebody follows something, and why: they chose it, or it came with what they or others wrote. */
export interface Watch {
  scope: WatchScope;
  level: WatchLevel;
  reason: 'chosen' | 'started' | 'replied' | 'mentioned';
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

/** How many posts the person has not read, of a thread they opened before and want to hear of. */
export function unreadCount({ lastPostNo, lastReadNo, watchLevel }: ThreadSummary): number {
  return lastReadNo === null || watchLevel === 'muted' ? 0 : Math.max(0, lastPostNo - lastReadNo);
}

/** Whether the person never opened it, and wants to hear of it. */
export function isNew({ lastReadNo, watchLevel }: ThreadSummary): boolean {
  return lastReadNo === null && watchLevel !== 'muted';
}

/** A question nobody answered yet. */
export function isWaiting({ kind, lastPostNo }: ThreadSummary): boolean {
  return kind === 'question' && lastPostNo === 1;
}

/** Whether nothing more can be written in it: somebody locked it, or its time is over. */
export function isClosed(
  { lockedAt, closesAt }: Pick<OpenedThread, 'lockedAt' | 'closesAt'>,
  now: Date,
): boolean {
  return lockedAt !== null || (closesAt !== null && closesAt <= now);
}
