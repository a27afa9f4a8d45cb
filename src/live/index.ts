export { openEventStream } from './event-stream.ts';
export { createHub, type Hub } from './hub.ts';
