export { registerTextJobs } from './text-jobs.ts';
