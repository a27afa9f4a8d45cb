export { insightPaths } from './paths.ts';
export { progressOf } from './progress.ts';
export { insightRoutes } from './routes.ts';
