export { openRecorder } from './own-window.ts';
export { recordingPaths } from './paths.ts';
export { recordingRoutes } from './routes.ts';
