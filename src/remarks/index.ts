export { remarksOn } from './on-page.ts';
export { remarkRoutes } from './routes.ts';
export { subjectOf } from './subject.ts';
