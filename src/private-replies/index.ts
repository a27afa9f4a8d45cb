export { besidePosts } from './beside-posts.ts';
export { reportedInPrivate } from './care-section.ts';
export { renderPrivateRepliesAnew } from './render-anew.ts';
export { privateReplyRoutes } from './routes.ts';
