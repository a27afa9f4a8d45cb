import { Router } from 'express';
import { takeFiles, type FileStore } from '../files/index.ts';
import { createHub } from '../live/index.ts';
import { createThread, newThread, threadsAlike } from './begin-thread.ts';
import { bookmarksPage } from './bookmarks-page.ts';
import { changeWaiting, waitingForm } from './change-waiting.ts';
import { editForm, editPost } from './edit-post.ts';
import { readUpTo, watch } from './follow.ts';
import { chooseFollowing, followingPage } from './following-page.ts';
import { ReactionForm, ReadingForm, WatchForm, WishForm } from './forms.ts';
import { vote } from './idea.ts';
import { listThreads, readAll } from './list-threads.ts';
import { liveThread, threadLook } from './live-thread.ts';
import { accept, endorse } from './mark.ts';
import { moveIdea } from './move-idea.ts';
import { discussionPaths } from './paths.ts';
import { onPost, onThread } from './place.ts';
import { postHistory } from './post-history.ts';
import { bookmark, react } from './react.ts';
import { findAgain, readThread, type Writing } from './read-thread.ts';
import { postNow, waitingPage, withdraw } from './waiting.ts';
import { castVote, endPoll } from './vote-in-poll.ts';
import { createReply } from './reply-to-thread.ts';

/** How soon an open page hears what is new. */
const beatMs = 1000;

/**
 * The community's talk.
 *
 * @param isOver whether pages that listen are to be sent away, since the process is about to end
 */
export function discussionRoutes({
  isOver,
  files,
  ...writing
}: Writing & { isOver: () => boolean; files: FileStore }): Router {
  const { db } = writing;
  const hub = createHub({ look: threadLook(db), beatMs, isOver });
  const paths = discussionPaths;
  const [community, thread, post] = [':communityId', ':threadId', ':postNo'] as const;
  const take = takeFiles({ db, files });
  const router = Router();
  router.get(paths.list(community), listThreads(writing));
  router.post(paths.list(community), take, createThread(writing));
  router.get(paths.newThread(community), newThread(db));
  router.get(paths.like(community), threadsAlike(db));
  router.get(paths.waiting(community), waitingPage(writing));
  router.get(paths.scheduled(community, ':scheduledId'), waitingForm(writing));
  router.post(paths.scheduled(community, ':scheduledId'), changeWaiting(writing));
  router.post(paths.posting(community, ':scheduledId'), postNow(writing));
  router.post(paths.withdrawal(community, ':scheduledId'), withdraw(writing));
  router.post(paths.allRead(community), readAll(db));
  router.get(paths.following(community), followingPage(db));
  router.post(paths.following(community), chooseFollowing(db));
  router.get(paths.thread(community, thread), readThread(writing));
  router.post(paths.replies(community, thread), take, createReply(writing));
  router.post(paths.votes(community, thread), onThread(db, WishForm, vote));
  router.post(paths.steps(community, thread), moveIdea(writing));
  router.post(paths.ballot(community, thread), castVote(writing));
  router.post(paths.pollClosing(community, thread), endPoll(writing));
  router.post(paths.watch(community, thread), onThread(db, WatchForm, watch));
  // The thread itself would be read again at once.
  router.post(paths.reading(community, thread), onThread(db, ReadingForm, readUpTo, paths.list));
  router.get(paths.live(community, thread), liveThread({ db, hub }));
  router.post(paths.words(community, thread, post), take, editPost(writing));
  router.get(paths.edit(community, thread, post), editForm(writing));
  router.get(paths.history(community, thread, post), postHistory(writing));
  router.post(paths.reactions(community, thread, post), onPost(db, ReactionForm, react));
  router.post(paths.acceptance(community, thread, post), onPost(db, WishForm, accept));
  router.post(paths.endorsement(community, thread, post), onPost(db, WishForm, endorse));
  router.post(paths.bookmark(community, thread, post), onPost(db, WishForm, bookmark));
  router.get(paths.lasting(thread), findAgain(db));
  router.get(paths.bookmarks, bookmarksPage(db));
  return router;
}
