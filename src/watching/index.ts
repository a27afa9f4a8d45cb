export { watchedParts } from './place-store.ts';
export { clockOf, secondsOfClock } from './clock.ts';
export { momentPath } from './paths.ts';
export { playerFor } from './player.ts';
export type { FindRecording, Recording } from './recording.ts';
export { watchingRoutes } from './routes.ts';
