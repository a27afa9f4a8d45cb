export { answers } from './ffmpeg.ts';
export { registerPlayableJobs, type AskForPlayable } from './playable-jobs.ts';
export { playingOf } from './playing.ts';
export { insertMedia } from './store.ts';
