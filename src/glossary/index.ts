export { findTerms } from './find-terms.ts';
export { glossaryRoutes } from './routes.ts';
