import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CamelCasePlugin,
  Kysely,
  PostgresDialect,
  sql,
  type Transaction as KyselyTransaction,
} from 'kysely';
import pg from 'pg';
import { atTheQueueOf, type AtTheQueue } from './at-the-queue.ts';
import { openEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { connectionsOf, stateOf, type Connections, type DatabaseState } from './state.ts';
import { endingOverruns, namingOverruns, type GuardedPool } from './time-limit.ts';

// A calendar day is the same day everywhere; read as a moment it would shift with the server's zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);

export type Transaction = KyselyTransaction<Schema>;

/** The only ways to a row: inside one organization, at the door before one is known, or in the queue. */
export interface Database {
  /**
   * Runs the work in one transaction that can see and write the rows of this organization only.
   *
   * @throws Unavailable when a query passes the time limit
   */
  within<T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The same for the front door's own tables, before the organization is known. */
  atTheDoor<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** For the statements of the queue of jobs, which reaches its own tables and nothing of an organization. */
  atTheQueue: AtTheQueue;
  /** Whether it answers soon, and whether its schema is the one this program was written for. */
  state(): Promise<DatabaseState>;
  connections(): Connections;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  place: { url: string } | { directory: string };
  queryTimeLimitMs: number;
}

/** Beyond this, whoever asks how the database is takes it for gone. */
const stateLimitMs = 2000;

type Role = 'guildhall_tenant' | 'guildhall_door';

/** @throws SchemaMismatch | DataDirectoryLocked | Error when the database cannot be opened as it is */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return 'url' in options.place
    ? openServer(options.place.url, options.queryTimeLimitMs)
    : openFolder(options.place.directory, options.queryTimeLimitMs);
}

async function openServer(url: string, limitMs: number): Promise<Database> {
  const setup = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 5000 });
  try {
    await migrate(setup);
  } finally {
    await setup.end();
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5000,
    statement_timeout: limitMs,
  });
  // An idle connection may break (a restarted server); the pool replaces it by itself.
  pool.on('error', () => {});
  return databaseOn(pool, namingOverruns(pool), () => pool.end());
}

async function openFolder(directory: string, limitMs: number): Promise<Database> {
  const engine = await openEmbedded(directory);
  try {
    await migrate(engine.pool);
  } catch (cause) {
    await engine.close();
    throw cause;
  }
  return databaseOn(engine.pool, endingOverruns(engine, limitMs), () => engine.close());
}

function databaseOn(
  pool: pg.Pool,
  guarded: GuardedPool,
  closeEngine: () => Promise<void>,
): Database {
  const kysely = new Kysely<Schema>({
    // Kysely ends a pool only once it has used it, so the engine below ends it in any case.
    dialect: new PostgresDialect({ pool: { ...guarded, end: async () => {} } }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  let closed: Promise<void> | undefined;
  // The embedded engine has one connection: a transaction opened inside another would wait for ever.
  const underWay = new AsyncLocalStorage<true>();
  const atTheQueue = atTheQueueOf(guarded);

  function refuseNesting(): void {
    if (underWay.getStore())
      throw new TypeError('A transaction is under way; pass its tx on instead');
  }

  function transact<T>(role: Role, organizationId: string, work: (tx: Transaction) => Promise<T>) {
    refuseNesting();
    return kysely.transaction().execute(async (tx) => {
      await sql`select set_config('role', ${role}, true), set_config('app.organization', ${organizationId}, true)`.execute(
        tx,
      );
      return underWay.run(true, () => work(tx));
    });
  }

  return {
    within: async (organizationId, work) => transact('guildhall_tenant', organizationId, work),
    atTheDoor: async (work) => transact('guildhall_door', '', work),
    atTheQueue: async (text, values) => {
      refuseNesting();
      return atTheQueue(text, values);
    },
    state: stateOf(pool, stateLimitMs),
    connections: () => connectionsOf(pool),
    close: () => (closed ??= kysely.destroy().then(closeEngine)),
  };
}
