import { may, type Reader } from '../communities/index.ts';
import { filePaths, kindWord } from '../files/index.ts';
import { viewOf, type Poll } from '../polls/index.ts';
import { discussionPaths } from './paths.ts';
import { branchesOf, isShown, reactionKinds, type Post } from './post.ts';
import type { Destination } from './successor-store.ts';
import {
  ideaStates,
  isClosed,
  isNew,
  isWaiting,
  postsPerPage,
  unreadCount,
  watchLevels,
  type OpenedThread,
  type ThreadSummary,
} from './thread.ts';

/** A thread as a line of a list: what it is, where it leads, and what is new in it. */
export function lineOf(thread: ThreadSummary) {
  return {
    path: discussionPaths.thread(thread.communityId, thread.id),
    replies: thread.lastPostNo - 1,
    unread: unreadCount(thread),
    isNew: isNew(thread),
    isWaiting: isWaiting(thread),
    isSolved: thread.acceptedCount > 0,
    // At the end: whatever is added to a copied row makes the copy slow.
    ...thread,
  };
}

interface Page {
  reader: Reader;
  thread: OpenedThread;
  posts: Post[];
  poll: Poll | undefined;
  /** What they chose in a ballot that was not taken. */
  chosen?: readonly number[] | undefined;
  /** Where those went that left, by their ids. */
  destinations: Map<string, Destination>;
  /** What concerns the reader alone and one other, by the numbers of the posts. */
  saidInPrivate: Map<number, readonly object[]>;
  stories: ReadonlyMap<number, number>;
  start: number;
  now: Date;
}

/** The poll beside the first post, unless that was taken away. */
function pollOf(post: Post, { reader, thread, poll, chosen, now }: Page) {
  if (post.postNo !== 1 || post.standing === 'deleted' || !poll) return null;
  const leads = may(reader.role, 'moderate');
  const mayVote = reader.role !== 'visitor' && isShown(post) && !isClosed(thread, now);
  return viewOf(poll, { mayVote, mayClose: thread.isMine || leads, chosen }, now);
}

/** What this reader can do with a post, and what they did. */
function postOf(post: Post, page: Page, firstUnread: number | null) {
  const { reader, thread } = page;
  const { communityId, id } = thread;
  const at = (path: (community: string, thread: string, postNo: number) => string) =>
    path(communityId, id, post.postNo);
  const takesPart = reader.role !== 'visitor';
  const isReply = post.postNo > 1;
  const leads = may(reader.role, 'moderate');
  const counts = { thanks: post.thanksCount, helped: post.helpedCount, same: post.sameCount };
  const isOffered = { thanks: true, helped: isReply, same: !isReply && thread.kind === 'question' };
  const shown = isShown(post);
  const isMoved = post.standing === 'moved';
  const destination = page.destinations.get(post.movedTo ?? '');
  // Named one by one: whatever is added to a copied row makes the copy slow.
  return {
    id: post.id,
    postNo: post.postNo,
    parentNo: post.parentNo,
    changeNo: post.changeNo,
    author: post.author,
    createdAt: post.createdAt,
    editedAt: post.editedAt,
    bodyHtml: post.bodyHtml,
    triedHtml: post.triedHtml,
    standing: post.standing,
    endorsers: post.endorsers,
    isMine: post.isMine,
    isByAsker: post.isByAsker,
    isEndorsedByMe: post.isEndorsedByMe,
    isBookmarked: post.isBookmarked,
    isShown: shown,
    files: post.files.map((file) => ({
      ...file,
      path: filePaths.file(file.id),
      kind: kindWord(file.mediaType),
    })),
    poll: pollOf(post, page),
    isMoved,
    destination:
      destination &&
      discussionPaths.post(destination.communityId, destination.threadId, destination.postNo),
    isReadable: !isMoved && (shown || post.isMine || leads),
    isFirstUnread: post.postNo === firstUnread,
    before: post.postNo - 1,
    isAccepted: post.acceptedCount > 0,
    isEndorsed: post.endorsedCount > 0,
    reactions: reactionKinds
      .filter((kind) => isOffered[kind] || counts[kind] > 0)
      .map((kind) => ({
        kind,
        count: counts[kind],
        isMine: post.myReactions.includes(kind),
        isOffered: takesPart && !post.isMine,
      })),
    mayAccept: takesPart && isReply && thread.kind === 'question' && (thread.isMine || leads),
    mayEndorse: isReply && may(reader.role, 'endorse') && !post.isMine,
    mayEdit: takesPart && post.isMine && post.standing !== 'deleted' && !isMoved,
    mayReplyInPrivate:
      may(reader.role, 'endorse') && !post.isMine && post.standing === 'visible' && !post.isByAsker,
    inPrivate: page.saidInPrivate.get(post.postNo),
    stories: page.stories.get(post.postNo),
    mayReport: takesPart && !post.isMine,
    hasHistory: takesPart && !isMoved && (post.standing === 'visible' || leads),
    paths: {
      reactions: at(discussionPaths.reactions),
      acceptance: at(discussionPaths.acceptance),
      endorsement: at(discussionPaths.endorsement),
      bookmark: at(discussionPaths.bookmark),
      edit: at(discussionPaths.edit),
      history: at(discussionPaths.history),
      link: at(discussionPaths.post),
      report: at(discussionPaths.report),
      inPrivate: at(discussionPaths.inPrivate),
      care: at(discussionPaths.postCare),
      decisions: at(discussionPaths.decisions),
      answer: `${discussionPaths.thread(communityId, id)}?to=${post.postNo}#reply`,
    },
    parent:
      post.parentNo === null || post.parentNo === 1
        ? null
        : { postNo: post.parentNo, path: discussionPaths.post(communityId, id, post.parentNo) },
  };
}

/** The pages of a long thread: the first, the last, and those around the one that is open. */
function mapOf({ communityId, id, lastPostNo }: OpenedThread, start: number) {
  const pages = Math.ceil(lastPostNo / postsPerPage);
  if (pages < 2) return [];
  const current = (start - 1) / postsPerPage + 1;
  const near = (page: number) => page === 1 || page === pages || Math.abs(page - current) <= 2;
  return Array.from({ length: pages }, (_, index) => index + 1)
    .filter(near)
    .map((page, index, shown) => {
      const first = (page - 1) * postsPerPage + 1;
      return {
        first,
        last: Math.min(first + postsPerPage - 1, lastPostNo),
        path: discussionPaths.page(communityId, id, first),
        isCurrent: page === current,
        isAfterGap: index > 0 && shown[index - 1] !== page - 1,
      };
    });
}

/** Why they follow it as closely as they do, in words of the translation files. */
function watchedBecause({ watch, watchLevel }: OpenedThread): string {
  const isFollowed = watchLevel === 'tracking' || watchLevel === 'watching';
  const cause = watch?.scope === 'thread' ? watch.reason : (watch?.scope ?? 'usual');
  return `${isFollowed ? 'followed' : 'other'}.${cause}`;
}

/** One page of a thread, with the line above the first post that is new to the reader. */
export function pageOf(page: Page) {
  const { reader, thread, posts, start, now } = page;
  const { communityId, id, lastPostNo, lastReadNo } = thread;
  const firstUnread = lastReadNo === null || lastReadNo >= lastPostNo ? null : lastReadNo + 1;
  const at = (from: number) => discussionPaths.page(communityId, id, from);
  const leads = may(reader.role, 'moderate');
  return {
    thread: lineOf(thread),
    branches: branchesOf(posts.map((post) => postOf(post, page, firstUnread))),
    isMine: thread.isMine,
    isBacked: thread.isBacked,
    leads,
    isClosed: isClosed(thread, now),
    mayReply: reader.role !== 'visitor' && (leads || !isClosed(thread, now)),
    mayHideName:
      reader.community.anonymity === 'peers' &&
      thread.kind !== 'announcement' &&
      thread.kind !== 'introduction',
    otherStates: ideaStates.filter((state) => state !== thread.ideaState),
    watchLevels: watchLevels.map((level) => ({ level, isChosen: level === thread.watchLevel })),
    mayForgetWatch: thread.watch?.scope === 'thread',
    watchedBecause: watchedBecause(thread),
    list: discussionPaths.list(communityId),
    lasting: discussionPaths.lasting(id),
    action: discussionPaths.replies(communityId, id),
    votes: discussionPaths.votes(communityId, id),
    takeStep: discussionPaths.steps(communityId, id),
    castBallot: discussionPaths.ballot(communityId, id),
    closePoll: discussionPaths.pollClosing(communityId, id),
    watch: discussionPaths.watch(communityId, id),
    following: discussionPaths.following(communityId),
    reading: discussionPaths.reading(communityId, id),
    care: discussionPaths.threadCare(communityId, id),
    live: discussionPaths.live(communityId, id),
    start,
    map: mapOf(thread, start),
    earlier: start > 1 ? at(start - postsPerPage) : null,
    later: start + postsPerPage <= lastPostNo ? at(start + postsPerPage) : null,
  };
}
