import type pg from 'pg';
import type { Database, Engine } from './database.ts';
import { openEmbedded, type EmbeddedEngine } from './embedded.ts';
import { outliveBreaks } from './outlive-breaks.ts';
import { endingOverruns, namingOverruns } from './time-limit.ts';
import { vacuum } from './vacuum.ts';

export interface DatabaseOptions {
  place: { url: string } | { directory: string };
  queryTimeLimitMs: number;
}

/**
 * Libraries are read while the engine starts, which takes about as long as reading them.
 *
 * @throws SchemaMismatch | DataDirectoryLocked | Error when the database cannot be opened as it is
 */
export async function openDatabase({
  place,
  queryTimeLimitMs,
}: DatabaseOptions): Promise<Database> {
  const opening =
    'url' in place
      ? openServer(place.url, queryTimeLimitMs)
      : openFolder(place.directory, queryTimeLimitMs);
  const [engine, { databaseOn }] = await Promise.all([opening, import('./database.ts')]);
  return databaseOn(engine);
}

async function openServer(url: string, limitMs: number): Promise<Engine> {
  const [{ default: postgres }, { migrate }] = await Promise.all([
    import('pg'),
    import('./migrate.ts'),
  ]);
  const setup = new postgres.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5000 });
  try {
    await migrate(setup);
  } finally {
    await setup.end();
  }
  const pool = new postgres.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    // A connection knows what it has planned and read: the first search of a new one takes twenty times as long. A
    // firewall forgets one that is not heard of for some minutes.
    idleTimeoutMillis: 0,
    keepAlive: true,
    keepAliveInitialDelayMillis: 60_000,
    statement_timeout: limitMs,
    pipeline: true,
  });
  outliveBreaks(pool);
  return {
    pool,
    connect: () => pool.connect(),
    guard: namingOverruns,
    // A server vacuums by itself, some time after much was written.
    tidy: async () => {},
    close: () => pool.end(),
  };
}

/** The engine refuses a connection only when it has crashed, which may not have been noticed yet. */
async function connectTo(engine: EmbeddedEngine): Promise<pg.PoolClient> {
  await engine.ready();
  try {
    return await engine.pool.connect();
  } catch {
    await engine.restart();
    return engine.pool.connect();
  }
}

async function openFolder(directory: string, limitMs: number): Promise<Engine> {
  const [engine, { migrate }] = await Promise.all([
    openEmbedded(directory),
    import('./migrate.ts'),
  ]);
  try {
    await migrate(engine.pool);
  } catch (cause) {
    await engine.close();
    throw cause;
  }
  return {
    pool: engine.pool,
    connect: () => connectTo(engine),
    guard: endingOverruns(engine, limitMs),
    tidy: () => vacuum(engine.pool),
    close: () => engine.close(),
  };
}
