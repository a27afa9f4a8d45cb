export { deleteOldGaps } from './gap-store.ts';
export { soughtInVain } from './gaps.ts';
export { searchRoutes } from './routes.ts';
export { forgetWords } from './forget-words.ts';
export { keepFront } from './keep-front.ts';
export { readWords } from './read-words.ts';
