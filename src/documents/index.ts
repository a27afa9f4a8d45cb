export { documentPaths } from './paths.ts';
export { mostFiles } from './plan.ts';
export { documentRoutes } from './routes.ts';
