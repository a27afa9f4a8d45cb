import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { DatabaseOptions } from '../database.ts';
import { openEmbedded } from '../embedded.ts';

/** Why an archive was not made or not restored, in words for whoever runs the command. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}

interface OpenPlace {
  pool: pg.Pool;
  close(): Promise<void>;
}

export type Place = DatabaseOptions['place'];

/** Whether there is a database to read; opening an empty folder would make one. */
export function isThere(place: Place): boolean {
  return 'url' in place || existsSync(join(place.directory, 'PG_VERSION'));
}

/** The database itself, without roles and time limits; for the embedded one, its server must have ended. */
export async function openPlace(place: Place): Promise<OpenPlace> {
  if ('directory' in place) return openEmbedded(place.directory);
  const pool = new pg.Pool({
    connectionString: place.url,
    max: 1,
    connectionTimeoutMillis: 5000,
    application_name: 'guildhall archive',
  });
  pool.on('error', () => {});
  return { pool, close: () => pool.end() };
}

/** Does the work in one transaction of one connection, and closes everything. */
export async function inTransaction<T>(
  place: OpenPlace,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  try {
    const client = await place.pool.connect();
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
  } finally {
    await place.close();
  }
}
