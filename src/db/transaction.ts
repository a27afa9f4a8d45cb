import {
  CamelCasePlugin,
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  Transaction as KyselyTransaction,
  type Dialect,
} from 'kysely';
import pg from 'pg';
import type { Connection } from './connection.ts';
import type { Schema } from './schema.ts';

export type Transaction = KyselyTransaction<Schema>;

/** What every transaction takes: a role that row security binds, and the organization it may see. */
export interface Scope {
  role: 'guildhall_tenant' | 'guildhall_door';
  /** Empty where none is known yet. */
  organizationId: string;
}

const compiler = new PostgresQueryCompiler();
const adapter = new PostgresAdapter();
const driver = new DummyDriver();
const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
const dialect: Dialect = {
  createAdapter: () => adapter,
  createDriver: () => driver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => compiler,
};

interface Desk {
  tx: Transaction;
  /** From now on whoever asks is refused. */
  close: () => void;
}

/** Kysely's own transactions ask one thing after the other; here what is asked together travels together. */
function deskAt(connection: Connection): Desk {
  let isOpen = true;
  const executor = new DefaultQueryExecutor(
    compiler,
    adapter,
    {
      provideConnection: async (consumer) => {
        if (!isOpen) throw new TypeError('The transaction is over');
        return consumer(connection);
      },
    },
    plugins,
  );
  return {
    tx: new KyselyTransaction<Schema>({ config: { dialect }, dialect, driver, executor }),
    close: () => {
      isOpen = false;
    },
  };
}

/** One message, so that either all of it holds or nothing that follows is obeyed. */
function opening({ role, organizationId }: Scope, start = 'begin'): string {
  const organization = pg.escapeLiteral(organizationId);
  return `${start}; set local role ${role}; set local app.organization = ${organization}`;
}

/** Runs the work after these words, which leave together with its first statement. */
async function begin<T>(
  connection: Connection,
  words: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { tx, close } = deskAt(connection);
  try {
    const [, result] = await Promise.all([connection.run(words), work(tx)]);
    return result;
  } finally {
    close();
  }
}

/** Runs the work and commits it. */
export async function transact<T>(
  connection: Connection,
  scope: Scope,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  try {
    const result = await begin(connection, opening(scope), work);
    await connection.run('commit');
    return result;
  } catch (cause) {
    await connection.rollBack();
    throw cause;
  }
}

/** Runs work that only reads, and leaves the end of it to whoever has the connection. */
export function transactToRead<T>(
  connection: Connection,
  scope: Scope,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return begin(connection, opening(scope, 'begin read only'), work);
}

/**
 * Runs work that asks everything before it waits for anything. Opening, statements and commit leave
 * together, which costs little more than one statement by itself.
 */
export async function transactAtOnce<T>(
  connection: Connection,
  scope: Scope,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const { tx, close } = deskAt(connection);
  const opened = connection.run(opening(scope));
  const done = (async () => work(tx))();
  close();
  const committed = connection.run('commit');
  // Nothing may be under way when the connection goes back. After a failure the commit undoes.
  await Promise.allSettled([opened, done, committed]);
  await opened;
  const result = await done;
  await committed;
  return result;
}
