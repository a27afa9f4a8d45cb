/**
 * The thread PGlite lives in. In the main thread its queries would stop every timer and request; here
 * they only stop one another. It is spoken to as any PostgreSQL: over a Unix socket.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { z } from 'zod';
import { DurableFileSystem, durableStartParameters } from './durable-file-system.ts';

const { directory, socketPath } = z
  .object({ directory: z.string(), socketPath: z.string() })
  .parse(workerData);

const fileSystem = new DurableFileSystem(directory);
const database = await PGlite.create({
  fs: fileSystem,
  startParams: durableStartParameters,
  extensions: { pg_trgm },
});
const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections: 2 });
await server.start();

parentPort?.on('message', async (message) => {
  if (message === 'syncs') parentPort?.postMessage({ syncs: fileSystem.syncs });
  if (message === 'stop') {
    await server.stop();
    await database.close();
    parentPort?.postMessage('stopped');
  }
});
parentPort?.postMessage('ready');
