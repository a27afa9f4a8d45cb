export { watchedParts } from './place-store.ts';
export { playerFor } from './player.ts';
export type { FindRecording, Recording } from './recording.ts';
export { watchingRoutes } from './routes.ts';
