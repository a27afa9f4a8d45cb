export { discussionPaths } from './paths.ts';
export { discussionRoutes } from './routes.ts';
export { recentThreads, unansweredQuestions } from './store.ts';
export { lineOf } from './view.ts';
export { startThread } from './write.ts';
