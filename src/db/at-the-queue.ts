import { CompiledQuery } from 'kysely';
import type { Connection } from './connection.ts';

/** Runs one statement of the queue's. @throws Unavailable when it passes the time limit */
export type AtTheQueue = (
  text: string,
  values?: readonly unknown[],
) => Promise<{ rows: unknown[] }>;

/**
 * Statements for the queue's own tables, in the role that reaches these and no others.
 *
 * The library writes them, some with a transaction inside, so they cannot stand in one of ours, and the role
 * is taken for the connection instead. Whatever a statement leaves behind, the connection is given back as it
 * was, or not at all.
 */
export function atTheQueueOf(connect: () => Promise<Connection>): AtTheQueue {
  return async (text, values = []) => {
    const connection = await connect();
    let leftBehind: readonly string[] = ['rollback', 'reset role'];
    try {
      await connection.run('set role guildhall_queue');
      const result = await connection.executeQuery(CompiledQuery.raw(text, [...values]));
      leftBehind = ['reset role'];
      return result;
    } finally {
      try {
        for (const statement of leftBehind) await connection.run(statement);
        connection.release();
      } catch {
        connection.release(true);
      }
    }
  };
}
