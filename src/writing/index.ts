export { writingRoutes } from './routes.ts';
export { deleteUsedUpDrafts, draftFor, endDraft, moveDrafts } from './store.ts';
