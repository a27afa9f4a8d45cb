export { appealed, reported } from './care-sections.ts';
export { rules, type Rule } from './decision.ts';
export { decisionsFor, moveLog } from './log-store.ts';
export { moderationPaths } from './paths.ts';
export { moderationRoutes } from './routes.ts';
