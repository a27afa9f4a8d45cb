import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { readMigrations } from './migrate.ts';

/** How the database stands towards this program, in words fit for a stranger. */
export interface DatabaseState {
  database: 'ok' | 'unreachable';
  /** `ahead` is what an older process sees once a newer one has migrated. */
  migrations: 'ok' | 'behind' | 'ahead' | 'unknown';
}

/** Connections of this process to the database, and who waits for one. */
export interface Connections {
  inUse: number;
  idle: number;
  waiting: number;
}

export function connectionsOf({ totalCount, idleCount, waitingCount }: pg.Pool): Connections {
  return { inUse: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}

const unreachable: DatabaseState = { database: 'unreachable', migrations: 'unknown' };

function compare(applied: number, known: number): DatabaseState['migrations'] {
  if (applied === known) return 'ok';
  return applied < known ? 'behind' : 'ahead';
}

async function within<T>(limitMs: number, otherwise: T, answer: Promise<T>): Promise<T> {
  const heard = new AbortController();
  const limit = pause(limitMs, otherwise, { signal: heard.signal }).catch(() => otherwise);
  try {
    return await Promise.race([answer, limit]);
  } finally {
    heard.abort();
  }
}

/** Asks the database how it is. However many ask at once, it is asked once, and not waited for beyond the limit. */
export function stateOf(pool: pg.Pool, limitMs: number): () => Promise<DatabaseState> {
  const known = readMigrations().length;
  let underWay: Promise<DatabaseState> | undefined;

  async function ask(): Promise<DatabaseState> {
    try {
      const { rows } = await pool.query<{ applied: number }>(
        'select count(*)::integer as applied from schema_migrations',
      );
      return { database: 'ok', migrations: compare(rows[0]?.applied ?? 0, known) };
    } catch {
      return unreachable;
    } finally {
      underWay = undefined;
    }
  }

  return () => within(limitMs, unreachable, (underWay ??= ask()));
}
