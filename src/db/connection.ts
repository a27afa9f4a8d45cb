import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type pg from 'pg';
import { Unavailable } from '../errors.ts';

/** Runs a query within the time limit. @throws Unavailable when it takes longer */
export type Guard = <T>(query: () => Promise<T>) => Promise<T>;

/** A query whose plan a connection keeps by this name; one name is one text, as long as the program runs. */
export interface NamedQuery extends CompiledQuery {
  name?: string;
}

/** A connection while one transaction has it. Answers come in the order of what was asked. */
export interface Connection extends DatabaseConnection {
  /** Runs statements that take no parameters and whose rows nobody wants. */
  run(statements: string): Promise<void>;
  /** Undoes what was not committed; a connection that cannot even do that is not used again. */
  rollBack(): Promise<void>;
  /** Gives the connection back; or ends it, where it may not be as it was. */
  release(isSpoilt?: boolean): void;
}

/**
 * What is asked in one turn of the event loop leaves in one piece: a write to a socket costs more than a
 * statement does.
 */
function gather({ connection: { stream } }: pg.PoolClient): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

const writes = new Set(['DELETE', 'INSERT', 'MERGE', 'UPDATE']);

function resultOf<R>({ command, rowCount, rows }: pg.QueryResult<never>): QueryResult<R> {
  return writes.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
}

/**
 * Asks by callback: where the driver is asked for a promise, about half of what it reads was seen to outlive the
 * young heap, and whoever reads many pages fills the memory with pages that nobody has any more.
 */
function answerTo(client: pg.PoolClient, query: pg.QueryConfig): Promise<pg.QueryResult<never>> {
  return new Promise((resolve, reject) => {
    client.query<never>(query, (error, result) => {
      if (error) reject(error);
      else resolve(result);
    });
  });
}

export function connectionOn(client: pg.PoolClient, guard: Guard): Connection {
  let isBroken = false;

  // After an overrun the connection is gone, and whatever follows would fail in words of its own.
  let ended: Unavailable | undefined;
  const explain = (cause: unknown): never => {
    if (cause instanceof Unavailable) ended ??= cause;
    throw ended ?? cause;
  };

  function ask(query: pg.QueryConfig): Promise<pg.QueryResult<never>> {
    gather(client);
    return guard(() => answerTo(client, query)).catch(explain);
  }

  return {
    executeQuery: <R>({ sql: text, parameters, name }: NamedQuery) =>
      ask({ text, values: [...parameters], ...(name === undefined ? {} : { name }) }).then(
        resultOf<R>,
      ),
    streamQuery: () => {
      throw new TypeError('Cursors are not in use');
    },
    run: async (statements) => {
      await ask({ text: statements });
    },
    rollBack: async () => {
      try {
        await ask({ text: 'rollback' });
      } catch {
        isBroken = true;
      }
    },
    release: (isSpoilt = false) => {
      client.release(isBroken || isSpoilt);
    },
  };
}
