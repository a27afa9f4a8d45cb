export { becameArticles } from './became.ts';
export { madeOf } from './made-of.ts';
export { sourceRoutes } from './routes.ts';
