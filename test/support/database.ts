import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { v4 } from 'uuid';
import { z } from 'zod';

const Engine = z.enum(['embedded', 'postgresql']);
export type Engine = z.infer<typeof Engine>;

/** Which engine this test project runs on; named in vitest.config.js. */
export const engine = Engine.parse(process.env['GUILDHALL_TEST_ENGINE']);

export interface FreshDatabase {
  place: { url: string } | { directory: string };
  dispose: () => Promise<void>;
}

/** A migrated database that nobody else uses, copied from the one made before all tests. */
export function freshDatabase(of: Engine = engine): Promise<FreshDatabase> {
  return of === 'embedded'
    ? folder(process.env['GUILDHALL_TEST_FOLDER'])
    : serverDatabase('guildhall_template');
}

/** What an empty machine has: a folder with nothing in it, or a database without a table. */
export function emptyDatabase(of: Engine = engine): Promise<FreshDatabase> {
  return of === 'embedded' ? folder(undefined) : serverDatabase('template1');
}

async function folder(template: string | undefined): Promise<FreshDatabase> {
  const home = mkdtempSync(join(tmpdir(), 'guildhall-test-'));
  const directory = join(home, 'database');
  if (template) cpSync(template, directory, { recursive: true });
  return { place: { directory }, dispose: async () => rmSync(home, { recursive: true }) };
}

async function serverDatabase(template: string): Promise<FreshDatabase> {
  const server = process.env['GUILDHALL_TEST_SERVER'];
  if (!server) throw new Error('The tests were started without their PostgreSQL');
  const name = `test_${v4().replaceAll('-', '')}`;
  await administer(server, `create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = name;
  return {
    place: { url: url.href },
    dispose: () => drop(server, name),
  };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Not by force, which PostgreSQL refuses an ordinary user while its own vacuum is at work in there. */
async function drop(server: string, name: string): Promise<void> {
  const ours = `datname = '${name}' and usename = current_user`;
  await administer(server, `select pg_terminate_backend(pid) from pg_stat_activity where ${ours}`);
  await administer(server, `drop database ${name}`);
}
