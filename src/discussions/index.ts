export { waitingQuestions } from './care.ts';
export { lookOf } from './list-threads.ts';
export {
  recentThreads,
  threadsTitled,
  unansweredQuestions,
  undeliveredAnnouncements,
} from './list-store.ts';
export { discussionPaths } from './paths.ts';
export { discussionRoutes } from './routes.ts';
export { findThread, moveThreads } from './thread-store.ts';
export { lineOf } from './view.ts';
export { startThread } from './write.ts';
