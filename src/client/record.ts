/** A bundle of its own: recording in the browser, and cutting the ends off. */
export { openCut } from './cut-ends.ts';
export { openRecorder } from './recorder.ts';
