export { registerImportJob } from './import-job.ts';
export { portabilityPaths } from './paths.ts';
export { arrivalRoutes, portabilityRoutes } from './routes.ts';
