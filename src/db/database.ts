import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { namingAbsence } from './away.ts';
import { atTheQueueOf, type AtTheQueue } from './at-the-queue.ts';
import { connectionOn, type Connection, type Guard } from './connection.ts';
import { connectionsOf, stateOf, type Connections, type DatabaseState } from './state.ts';
import {
  transact,
  transactAtOnce,
  transactToRead,
  type Scope,
  type Transaction,
} from './transaction.ts';
import { vacuum } from './vacuum.ts';

// A calendar day is the same day everywhere; read as a moment it would shift with the server's zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);

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
  /**
   * As `within`, in a single round trip: for work that asks everything before it waits for anything.
   *
   * @throws TypeError when it asks for more after it has waited
   */
  askWithin<T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** As `atTheDoor`, in a single round trip. */
  askAtTheDoor<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * As `within`, for work that only reads and asks one thing after the other: it waits for no end.
   *
   * @throws DatabaseError when it writes
   */
  readWithin<T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** For the statements of the queue of jobs, which reaches its own tables and nothing of an organization. */
  atTheQueue: AtTheQueue;
  /** Whether it answers soon, and whether its schema is the one this program was written for. */
  state(): Promise<DatabaseState>;
  connections(): Connections;
  /** What has to be done to the database's files now and then, where nobody else does. */
  tidy(): Promise<void>;
  /** The same at once on either engine, for when much was written and is about to be read. */
  vacuum(): Promise<void>;
  close(): Promise<void>;
}

/** Beyond this, whoever asks how the database is takes it for gone. */
const stateLimitMs = 2000;

/** What the two engines do each in its own way. */
export interface Engine {
  pool: pg.Pool;
  connect(): Promise<pg.PoolClient>;
  guard: Guard;
  tidy(): Promise<void>;
  close(): Promise<void>;
}

export function databaseOn(engine: Engine): Database {
  let closed: Promise<void> | undefined;
  // The embedded engine has one connection: a transaction opened inside another would wait for ever.
  const underWay = new AsyncLocalStorage<true>();

  async function connect(): Promise<Connection> {
    if (underWay.getStore())
      throw new TypeError('A transaction is under way; pass its tx on instead');
    return connectionOn(await engine.connect(), engine.guard);
  }

  async function run<T>(
    manner: typeof transact,
    scope: Scope,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    return namingAbsence(async () => {
      const connection = await connect();
      try {
        return await manner(connection, scope, (tx) => underWay.run(true, () => work(tx)));
      } finally {
        connection.release();
      }
    });
  }

  async function read<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return namingAbsence(async () => {
      const connection = await connect();
      try {
        return await transactToRead(connection, scope, (tx) => underWay.run(true, () => work(tx)));
      } finally {
        // Whoever waits for what was read comes first.
        setImmediate(() => void connection.rollBack().then(() => connection.release()));
      }
    });
  }

  const tenant = (organizationId: string): Scope => ({ role: 'guildhall_tenant', organizationId });
  const door: Scope = { role: 'guildhall_door', organizationId: '' };
  return {
    within: (organizationId, work) => run(transact, tenant(organizationId), work),
    atTheDoor: (work) => run(transact, door, work),
    askWithin: (organizationId, work) => run(transactAtOnce, tenant(organizationId), work),
    askAtTheDoor: (work) => run(transactAtOnce, door, work),
    readWithin: (organizationId, work) => read(tenant(organizationId), work),
    atTheQueue: atTheQueueOf(connect),
    state: stateOf(engine.pool, stateLimitMs),
    connections: () => connectionsOf(engine.pool),
    tidy: () => engine.tidy(),
    vacuum: () => vacuum(engine.pool),
    close: () => (closed ??= engine.close()),
  };
}
