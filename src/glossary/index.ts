export { findTerms } from './find-terms.ts';
export { moveTerms } from './move-terms.ts';
export { glossaryRoutes } from './routes.ts';
