import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import type pg from 'pg';
import { makeQueueTables } from './queue-tables.ts';

/** Any number will do, as long as every Guildhall takes the same one. */
const migrationLock = 727_110_001;

/** One file of migrations/: numbered, forward only, never edited after landing. */
export interface Migration {
  number: number;
  name: string;
  sql: string;
  checksum: string;
}

/** The database and this program do not fit together; the message says which way. */
class SchemaMismatch extends Error {
  override readonly name = 'SchemaMismatch';
}

/** The numbered SQL files of a folder, in order. @throws Error when a number is missing or doubled */
export function readMigrations(
  directory: URL = new URL('../../migrations/', import.meta.url),
): Migration[] {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  return names.map((name, index) => {
    const number = Number.parseInt(name, 10);
    if (number !== index + 1) throw new Error(`migrations/${name} is out of sequence`);
    const sql = readFileSync(new URL(name, directory), 'utf8');
    return { number, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

interface AppliedRow {
  number: number;
  name: string;
  checksum: string;
}

async function appliedMigrations(client: pg.PoolClient): Promise<AppliedRow[]> {
  await client.query(
    `create table if not exists schema_migrations (
       number integer primary key,
       name text not null,
       checksum text not null,
       applied_at timestamptz not null default now()
     )`,
  );
  const { rows } = await client.query<AppliedRow>(
    'select number, name, checksum from schema_migrations order by number',
  );
  return rows;
}

function checkHistory(applied: AppliedRow[], migrations: Migration[]): void {
  for (const row of applied) {
    const known = migrations[row.number - 1];
    if (!known) {
      throw new SchemaMismatch(
        `The database is newer than this program (it has ${row.name}). Start the newer version, or restore a backup.`,
      );
    }
    if (known.checksum !== row.checksum) {
      throw new SchemaMismatch(`migrations/${known.name} was changed after it was applied.`);
    }
  }
}

async function apply(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query(
      'insert into schema_migrations (number, name, checksum) values ($1, $2, $3)',
      [migration.number, migration.name, migration.checksum],
    );
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new Error(`migrations/${migration.name} failed; nothing of it was kept`, { cause });
  }
}

/**
 * Brings the database up to this program's schema, one transaction a file, under an advisory lock so
 * that processes starting together take turns.
 *
 * @returns how many files were applied
 * @throws SchemaMismatch when the database is newer, or a landed file was edited
 */
export async function migrate(pool: pg.Pool, migrations = readMigrations()): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    try {
      const applied = await appliedMigrations(client);
      checkHistory(applied, migrations);
      await makeQueueTables(client);
      const waiting = migrations.slice(applied.length);
      for (const migration of waiting) await apply(client, migration);
      return waiting.length;
    } finally {
      await client.query('select pg_advisory_unlock($1)', [migrationLock]);
    }
  } finally {
    client.release();
  }
}
