import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { migrate, readMigrations, type Migration } from '../../src/db/migrate.ts';
import { engine } from '../support/database.ts';
import { openAsOwner, type OwnedDatabase } from './owner.ts';

const landed = readMigrations();
let db: OwnedDatabase;

/** The migration that would land next. */
function next(sql: string): Migration {
  const number = landed.length + 1;
  return { number, name: `${number}_next.sql`, sql, checksum: sql };
}

async function history(): Promise<string[]> {
  const statement = 'select name from schema_migrations order by number';
  const { rows } = await db.pool.query<{ name: string }>(statement);
  return rows.map(({ name }) => name);
}

async function exists(table: string): Promise<boolean> {
  const statement = 'select to_regclass($1) is not null as exists';
  const { rows } = await db.pool.query<{ exists: boolean }>(statement, [table]);
  return rows[0]?.exists ?? false;
}

describe('migrate', () => {
  beforeAll(async () => {
    db = await openAsOwner();
  });

  afterEach(async () => {
    await db.pool.query('drop table if exists next');
    await db.pool.query('delete from schema_migrations where number > $1', [landed.length]);
  });

  afterAll(() => db.close());

  it('applies every file to an empty database, in order', async () => {
    await db.pool.query('drop schema public, jobs cascade; create schema public');

    expect(await migrate(db.pool)).toBe(landed.length);

    expect(await history()).toEqual(landed.map(({ name }) => name));
    expect(landed.length).toBeGreaterThanOrEqual(8);
  });

  it('applies a file once', async () => {
    const files = [...landed, next('create table next (id integer)')];

    expect([await migrate(db.pool, files), await migrate(db.pool, files)]).toEqual([1, 0]);
  });

  it('keeps nothing of a file that fails, and takes the mended one after', async () => {
    const broken = next('create table next (id integer); select 1 / 0');

    await expect(migrate(db.pool, [...landed, broken])).rejects.toThrow(
      `migrations/${broken.name} failed; nothing of it was kept`,
    );

    expect(await exists('next')).toBe(false);
    expect(await history()).toEqual(landed.map(({ name }) => name));
    const mended = next('create table next (id integer)');
    expect(await migrate(db.pool, [...landed, mended])).toBe(1);
  });

  it('refuses a landed file that was edited, before applying anything', async () => {
    const edited = landed.map((file, index) =>
      index === 2 ? { ...file, checksum: 'other' } : file,
    );
    const files = [...edited, next('create table next (id integer)')];

    await expect(migrate(db.pool, files)).rejects.toMatchObject({
      name: 'SchemaMismatch',
      message: 'migrations/0003_people.sql was changed after it was applied.',
    });

    expect(await exists('next')).toBe(false);
  });

  it('refuses a database that is newer than the program, and says what to do', async () => {
    await migrate(db.pool, [...landed, next('create table next (id integer)')]);

    await expect(migrate(db.pool)).rejects.toMatchObject({
      name: 'SchemaMismatch',
      message: expect.stringMatching(
        /newer than this program.*Start the newer version, or restore/,
      ),
    });
  });

  it.runIf(engine === 'postgresql')('lets two that start together take turns', async () => {
    const url = 'url' in db.place ? db.place.url : '';
    const pools = [1, 2, 3, 4].map(() => new pg.Pool({ connectionString: url, max: 1 }));
    await db.pool.query('drop schema public, jobs cascade; create schema public');

    const applied = await Promise.all(pools.map((pool) => migrate(pool)));
    await Promise.all(pools.map((pool) => pool.end()));

    expect(applied.toSorted((a, b) => a - b)).toEqual([0, 0, 0, landed.length]);
    expect(await history()).toEqual(landed.map(({ name }) => name));
  });
});

describe('readMigrations', () => {
  it.each([
    { flaw: 'a number is missing', names: ['0001_a.sql', '0003_c.sql'], named: '0003_c.sql' },
    { flaw: 'a number is doubled', names: ['0001_a.sql', '0001_b.sql'], named: '0001_b.sql' },
    { flaw: 'a name has no number', names: ['0001_a.sql', 'extra.sql'], named: 'extra.sql' },
  ])('refuses a folder where $flaw', ({ names, named }) => {
    const folder = mkdtempSync(join(tmpdir(), 'guildhall-test-'));
    for (const name of names) writeFileSync(join(folder, name), 'select 1');

    expect(() => readMigrations(pathToFileURL(`${folder}/`))).toThrow(
      `migrations/${named} is out of`,
    );

    rmSync(folder, { recursive: true });
  });
});
