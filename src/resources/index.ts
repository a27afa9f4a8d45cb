export type { FindShownPosts } from './attachments-page.ts';
export { linksThatLeadNowhere } from './care.ts';
export { registerLinkJobs } from './link-jobs.ts';
export { moveResources } from './list-store.ts';
export { mayReadResource } from './may-read-resource.ts';
export { resourcesNamed } from './named.ts';
export { resourcePaths } from './paths.ts';
export { resourceRoutes } from './routes.ts';
export { addToThanks } from './thanks-store.ts';
