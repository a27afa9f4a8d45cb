export { reachAsked } from './care.ts';
export { askedAbout } from './asked-about.ts';
export { mayReadAnswer } from './may-read-answer.ts';
export { questionsAsked } from './question-store.ts';
export { organizationRoutes } from './routes.ts';
