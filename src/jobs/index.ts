export type { Job } from './job.ts';
export { createJobs, type AskFor, type Jobs } from './jobs.ts';
export { failedJobs, type FailedJob } from './store.ts';
