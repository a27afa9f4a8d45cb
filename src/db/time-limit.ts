import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { Unavailable } from '../errors.ts';

const queryCanceled = '57014';
const dataCommands = ['DELETE', 'INSERT', 'MERGE', 'SELECT', 'UPDATE'] as const;

function tookTooLong(cause: unknown): Unavailable {
  return new Unavailable('The database took too long to answer', { cause });
}

/** A pool whose queries end in time. */
export interface GuardedPool extends PostgresPool {
  connect(): Promise<GuardedClient>;
}

interface GuardedClient extends PostgresPoolClient {
  /** Gives the connection back; or ends it, where it may not be as it was. */
  release(isSpoilt?: boolean): void;
}

/** PostgreSQL stops an overlong query by itself; this gives its refusal our name. */
export function namingOverruns(pool: pg.Pool): GuardedPool {
  return wrap(pool, async (query) => {
    try {
      return await query();
    } catch (cause) {
      if (cause instanceof pg.DatabaseError && cause.code === queryCanceled)
        throw tookTooLong(cause);
      throw cause;
    }
  });
}

interface Restartable {
  pool: pg.Pool;
  restart(): Promise<void>;
  ready(): Promise<void>;
}

/**
 * PGlite ignores statement_timeout, and while it works it hears nothing. So the clock is kept outside, and
 * an overlong query ends with the engine it runs in, which opens again within seconds.
 */
export function endingOverruns(engine: Restartable, limitMs: number): GuardedPool {
  return wrap(
    engine.pool,
    async (query) => {
      let overrun = false;
      const timer = setTimeout(() => {
        overrun = true;
        engine.restart().catch(() => {});
      }, limitMs);
      try {
        return await query();
      } catch (cause) {
        if (overrun) throw tookTooLong(cause);
        throw cause;
      } finally {
        clearTimeout(timer);
      }
    },
    () => connectTo(engine),
  );
}

/** The engine refuses a connection only when it has crashed, which may not have been noticed yet. */
async function connectTo(engine: Restartable): Promise<pg.PoolClient> {
  await engine.ready();
  try {
    return await engine.pool.connect();
  } catch {
    await engine.restart();
    return engine.pool.connect();
  }
}

type Guard = <T>(query: () => Promise<T>) => Promise<T>;

function wrap(pool: pg.Pool, guard: Guard, connect = () => pool.connect()): GuardedPool {
  return {
    connect: async () => guardedClient(await connect(), guard),
    end: () => pool.end(),
  };
}

/** pg names the command as any string, Kysely as one of a few. */
function resultOf<R>({ command, rowCount, rows }: pg.QueryResult<never>): PostgresQueryResult<R> {
  const known = dataCommands.find((name) => name === command);
  return { command: known ?? 'SELECT', rowCount: rowCount ?? 0, rows };
}

function guardedClient(client: pg.PoolClient, guard: Guard): GuardedClient {
  // A connection that dies between two queries tells so by an event; the next query fails anyway.
  const ignore = () => {};
  client.on('error', ignore);

  // After an overrun the connection is gone, and the rollback would fail in words of its own.
  let ended: Unavailable | undefined;
  const explain = (cause: unknown): never => {
    if (cause instanceof Unavailable) ended ??= cause;
    throw ended ?? cause;
  };

  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(
    statement: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): PostgresCursor<R> | Promise<PostgresQueryResult<R>> {
    if (typeof statement !== 'string') throw new TypeError('Cursors are not in use');
    return guard(() => client.query<never>(statement, [...parameters]).then(resultOf<R>)).catch(
      explain,
    );
  }

  return {
    query,
    release: (isSpoilt = false) => {
      client.off('error', ignore);
      client.release(isSpoilt);
    },
  };
}
