export type { FindArticles, FindSubject } from './about.ts';
export { personBehind } from './alias-store.ts';
export {
  lockThreadCare,
  updateThreadCare,
  updateThreadCommunity,
  type ThreadCare,
} from './care-store.ts';
export { answerFromOutside, askFromOutside } from './ask-from-outside.ts';
export { Refused } from './refuse-reply.ts';
export { askLikelyHelpers, questionsFor } from './ask-for-help.ts';
export { waitingQuestions } from './care.ts';
export { followThreads } from './follow-threads.ts';
export { errorsIn, refusalOf, type Typed } from './form-errors.ts';
export { AnswerForm, QuestionForm, ReplyForm, threadTitle } from './forms.ts';
export type { InPrivate } from './in-private.ts';
export { lookOf } from './list-threads.ts';
export {
  recentThreads,
  threadsTitled,
  unansweredQuestions,
  undeliveredAnnouncements,
} from './list-store.ts';
export { usualPaces, type Paces } from './pace.ts';
export { discussionPaths } from './paths.ts';
export { memberAt, memberAtPost, type AtPost, type AtThread } from './place.ts';
export { isShown, type Post, type PostStanding } from './post.ts';
export { withNames } from './mention.ts';
export { mayReadPost } from './may-read-post.ts';
export {
  beginningsOf,
  lockPost,
  openingsOf,
  postsFrom,
  shownPosts,
  type Opening,
} from './post-store.ts';
export { mergeThreads, splitThread } from './regroup.ts';
export { renderAnew } from './render-anew.ts';
export { discussionRoutes } from './routes.ts';
export { postDueThreads } from './post-due.ts';
export { deleteLongWithdrawn, moveScheduled } from './scheduled-store.ts';
export { beginBySaying, say, type Said } from './say.ts';
export { showPreview, showProse } from './show-prose.ts';
export { redact, stand, unredact } from './stand.ts';
export { findThread, findThreadAgain, moveThreads, notePrivateReply } from './thread-store.ts';
export {
  isClosed,
  pageStart,
  postsPerPage,
  type OpenedThread,
  type ThreadSummary,
} from './thread.ts';
export { lineOf } from './view.ts';
export { moveWatches } from './watch-store.ts';
export type { Writer } from './writer.ts';
export { isWrittenBy } from './written-by.ts';
export { startThread } from './write.ts';
