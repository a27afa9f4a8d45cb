export { whyUnread } from './store.ts';
export { registerTextJobs } from './text-jobs.ts';
