import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import type { DatabaseOptions } from '../open-database.ts';
import { openEmbedded } from '../embedded.ts';
import { ArchiveRefused } from './refusal.ts';

interface OpenPlace {
  pool: pg.Pool;
  close(): Promise<void>;
}

export type Place = DatabaseOptions['place'];

/** Whether there is a database to read; opening an empty folder would make one. */
export function isThere(place: Place): boolean {
  return 'url' in place || existsSync(join(place.directory, 'PG_VERSION'));
}

/**
 * The database itself, without roles and time limits; for the embedded one, its server must have ended.
 *
 * @throws ArchiveRefused | DataDirectoryLocked
 */
export async function openPlace(place: Place): Promise<OpenPlace> {
  return 'directory' in place ? openEmbedded(place.directory) : openServer(place.url);
}

async function openServer(url: string): Promise<OpenPlace> {
  const { default: postgres } = await import('pg');
  const pool = new postgres.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 5000,
    application_name: 'guildhall archive',
  });
  pool.on('error', () => {});
  try {
    (await pool.connect()).release();
  } catch (cause) {
    await pool.end();
    // The address may hold a password; only where it leads is said.
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new ArchiveRefused(`Cannot connect to the database at ${new URL(url).host}${code}.`, {
      cause,
    });
  }
  return { pool, close: () => pool.end() };
}

/** Does the work in one transaction of one connection: all of it, or nothing. */
export async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(begin);
    const done = await work(client);
    await client.query('commit');
    return done;
  } catch (cause) {
    await client.query('rollback').catch(() => {});
    throw cause;
  } finally {
    client.release();
  }
}

/** Begins a transaction that sees the database as of one moment, and changes nothing. */
export const snapshot = 'begin isolation level repeatable read read only';
