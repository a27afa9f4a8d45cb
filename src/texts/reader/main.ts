/** The program that reads one file, says what it says as JSON, and ends. It lets every other program go first. */
import { constants, setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { read } from './read.ts';

const [, , path = '', mediaType = ''] = process.argv;
setPriority(constants.priority.PRIORITY_LOW);
const guard = new Worker(new URL('memory-guard.js', import.meta.url));
guard.unref();
const answer = await read(path, mediaType);
process.stdout.write(JSON.stringify(answer), () => process.exit());
