export { writingRoutes } from './routes.ts';
export { deleteUsedUpDrafts, draftFor, endDraft, moveDrafts, othersWriting } from './store.ts';
