export { writingRoutes } from './routes.ts';
export { deleteUsedUpDrafts, draftFor, endDraft } from './store.ts';
