import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import { z } from 'zod';
import { lockDataDirectory } from './data-lock.ts';
import { outliveBreaks } from './outlive-breaks.ts';
import { syncTree } from './sync-tree.ts';
import { templateDirectory } from './template.ts';

// A worker must be JavaScript, so it is always the built one, seen from src/db/ and from dist/db/ alike.
const workerPath = fileURLToPath(new URL('../../dist/db/embedded-worker.js', import.meta.url));

const socketName = '.s.PGSQL.5432';

/** The embedded PostgreSQL of one data folder, held by this process alone. */
export interface EmbeddedEngine {
  pool: pg.Pool;
  /** Ends whatever runs and opens the database again; what was committed stays. */
  restart(): Promise<void>;
  /** Resolves when the engine takes connections. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

/** The worker's next word; rejects when it ends without one. The process lives at least until then. */
async function nextMessage(worker: Worker): Promise<unknown> {
  const heard = new AbortController();
  worker.ref();
  const { signal } = heard;
  try {
    return await Promise.race([
      once(worker, 'message', { signal }).then(([message]: unknown[]) => message),
      once(worker, 'exit', { signal }).then(() => Promise.reject(new Error('The database ended'))),
    ]);
  } finally {
    heard.abort();
    worker.unref();
  }
}

/** A new folder begins as a copy of the prepared one where there is one; initdb takes seconds. */
function prepareDirectory(directory: string): void {
  if (existsSync(join(directory, 'PG_VERSION'))) return;
  const template = templateDirectory();
  if (!existsSync(template)) return;
  const arriving = `${directory}.arriving`;
  rmSync(arriving, { recursive: true, force: true });
  cpSync(template, arriving, { recursive: true });
  syncTree(arriving);
  if (existsSync(directory) && readdirSync(directory).length === 0)
    rmSync(directory, { recursive: true });
  renameSync(arriving, directory);
}

async function startWorker(directory: string, socketPath: string): Promise<Worker> {
  rmSync(socketPath, { force: true });
  const worker = new Worker(workerPath, { argv: [directory, socketPath] });
  // Its failures end it, and its end is what is watched.
  worker.on('error', () => {});
  await nextMessage(worker);
  return worker;
}

/** The number of a thread that has ended. */
const ended = -1;

async function stopWorker(worker: Worker): Promise<void> {
  if (worker.threadId === ended) return;
  const stopped = nextMessage(worker);
  worker.postMessage('stop');
  await stopped;
  await worker.terminate();
}

async function syncsOf(worker: Worker): Promise<number> {
  const answer = nextMessage(worker);
  worker.postMessage('syncs');
  return z.object({ syncs: z.number() }).parse(await answer).syncs;
}

/**
 * Refuses to serve from an engine that would lose commits: a commit must reach the disk, and the folder
 * must not open twice. Both are things PGlite does not do by itself, so an upgrade could undo them.
 */
async function selfTest(
  syncs: () => Promise<number>,
  pool: pg.Pool,
  lockPath: string,
): Promise<void> {
  const before = await syncs();
  await pool.query(`select pg_logical_emit_message(true, 'guildhall', 'self-test')`);
  if ((await syncs()) === before) {
    throw new Error(
      'Self-test failed: a commit did not reach the disk. The database was not opened.',
    );
  }
  let release: (() => void) | undefined;
  try {
    release = lockDataDirectory(lockPath);
  } catch {
    return;
  }
  release();
  throw new Error(
    'Self-test failed: the data folder could be locked twice. The database was not opened.',
  );
}

/**
 * Opens, or makes, the embedded database of a folder.
 *
 * @param directory made when missing; its lock file stands beside it
 * @throws DataDirectoryLocked when another process has it open
 */
export async function openEmbedded(directory: string): Promise<EmbeddedEngine> {
  mkdirSync(dirname(directory), { recursive: true });
  const lockPath = `${directory}.lock`;
  const unlock = lockDataDirectory(lockPath);
  const socketDirectory = mkdtempSync(join(tmpdir(), 'guildhall-'));
  const abandon = () => {
    rmSync(socketDirectory, { recursive: true, force: true });
    unlock();
  };
  try {
    prepareDirectory(directory);
    return await serve(directory, socketDirectory, lockPath, abandon);
  } catch (cause) {
    abandon();
    throw cause;
  }
}

async function serve(
  directory: string,
  socketDirectory: string,
  lockPath: string,
  abandon: () => void,
): Promise<EmbeddedEngine> {
  const socketPath = join(socketDirectory, socketName);
  let closing = false;
  let restarting: Promise<void> | null = null;
  // The thread begins first: what is read meanwhile costs no time.
  const [firstWorker, { default: postgres }] = await Promise.all([start(), import('pg')]);
  let worker = firstWorker;
  // One session is all PGlite has: a second connection would share it, prepared statements and all.
  const pool = new postgres.Pool({
    host: socketDirectory,
    port: 5432,
    user: 'postgres',
    max: 1,
    pipeline: true,
  });
  outliveBreaks(pool);
  // What a connection before this one left in the session: its names would be taken.
  pool.on('connect', (client) => void client.query('deallocate all').catch(() => {}));

  async function start(): Promise<Worker> {
    const started = await startWorker(directory, socketPath);
    started.once('exit', recover);
    return started;
  }

  // Where this fails, the next connection fails too, and tries again.
  function recover(): void {
    if (!closing) restart().catch(() => {});
  }

  // Never two at a time: two engines in one folder would destroy it.
  function restart(): Promise<void> {
    if (closing) return Promise.reject(new Error('The database is closed'));
    restarting ??= replaceWorker().finally(() => {
      restarting = null;
    });
    return restarting;
  }

  async function replaceWorker(): Promise<void> {
    worker.off('exit', recover);
    await worker.terminate();
    worker = await start();
  }

  async function stop(): Promise<void> {
    closing = true;
    await restarting?.catch(() => {});
    await pool.end();
    await stopWorker(worker);
  }

  try {
    await selfTest(() => syncsOf(worker), pool, lockPath);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return {
    pool,
    ready: () => restarting ?? Promise.resolve(),
    restart,
    close: async () => {
      await stop();
      abandon();
    },
  };
}
