/**
 * The thread PGlite lives in. In the main thread its queries would stop every timer and request; here
 * they only stop one another. It is spoken to as any PostgreSQL: over a Unix socket.
 */
import { parentPort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { DurableFileSystem } from './durable-file-system.ts';
import { startParameters } from './start-parameters.ts';

const [, , directory, socketPath] = process.argv;
if (!directory || !socketPath) throw new TypeError('Needs the folder and the socket to open');

const fileSystem = new DurableFileSystem(directory);

let stop: () => Promise<void> = async () => {};
// Heard from the first moment on: a thread with nothing to listen to stands still, before it goes on,
// until V8 has compiled every function that came to be used often, which takes most of a second.
parentPort?.on('message', async (message) => {
  if (message === 'syncs') parentPort?.postMessage({ syncs: fileSystem.syncs });
  if (message === 'stop') {
    await stop();
    parentPort?.postMessage('stopped');
  }
});

const database = await PGlite.create({
  fs: fileSystem,
  startParams: startParameters,
  extensions: { pg_trgm },
});
const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections: 2 });
await server.start();
stop = async () => {
  await server.stop();
  await database.close();
};
parentPort?.postMessage('ready');
