export { waitingQuestions } from './care.ts';
export { discussionPaths } from './paths.ts';
export { discussionRoutes } from './routes.ts';
export {
  findThread,
  moveThreads,
  recentThreads,
  threadsTitled,
  unansweredQuestions,
} from './store.ts';
export { lineOf } from './view.ts';
export { startThread } from './write.ts';
