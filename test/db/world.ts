import type pg from 'pg';
import { newId } from '../../src/db/index.ts';
import type { Column, Table } from './catalogue.ts';

export type Role = 'guildhall_tenant' | 'guildhall_door';
export type Row = Record<string, unknown>;

/** One row in every table, all of one organization. */
export interface World {
  organizationId: string;
  rows: Map<string, Row>;
}

export async function become(
  client: pg.PoolClient,
  role: Role,
  organizationId: string,
): Promise<void> {
  await client.query(
    `select set_config('role', $1, true), set_config('app.organization', $2, true)`,
    [role, organizationId],
  );
}

/** Runs the work in a transaction of which nothing stays. */
export async function undone<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** Tables after the ones they refer to, so that rows can be made in this order. */
function inOrder(tables: readonly Table[]): Table[] {
  const ordered: Table[] = [];
  const visit = (table: Table): void => {
    if (ordered.includes(table)) return;
    for (const { to, deferred } of table.references) {
      const parent = tables.find(({ name }) => name === to);
      if (parent && parent !== table && !deferred) visit(parent);
    }
    ordered.push(table);
  };
  for (const table of tables) visit(table);
  return ordered;
}

/** A row that the table would take: what refers takes the parent's values, what is free is made up. */
export function rowFor(table: Table, { organizationId, rows }: World): Row {
  const required = table.columns.filter((column) => column.required);
  const row: Row = {};
  for (const column of required) row[column.name] = madeUp(column, table, organizationId);
  if ('organization_id' in row) row['organization_id'] = organizationId;
  for (const { to, columns } of table.references) {
    for (const pair of columns) {
      const parent = rows.get(to);
      if (parent && pair.from in row) row[pair.from] = parent[pair.to];
    }
  }
  return row;
}

function madeUp({ name, type, word }: Column, table: Table, organizationId: string): unknown {
  if (word) return word;
  if (table.name === 'organizations' && name === 'id') return organizationId;
  if (type === 'uuid') return newId();
  if (type === 'integer' || type === 'bigint') return 1;
  if (type === 'boolean') return false;
  if (type === 'jsonb') return '{}';
  if (type.endsWith('[]')) return [];
  if (type.startsWith('timestamp')) return new Date();
  if (type === 'date') return '2026-01-01';
  if (type === 'tsvector') return '';
  return newId();
}

export async function insertRow(
  client: pg.PoolClient,
  table: string,
  row: Row,
): Promise<pg.QueryResult> {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  return client.query(
    `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`,
    Object.values(row),
  );
}

/** Fills every table for one organization, each by the role that may write it. */
export async function buildWorld(
  pool: pg.Pool,
  tables: readonly Table[],
  writers: ReadonlyMap<string, Role>,
): Promise<World> {
  const world: World = { organizationId: newId(), rows: new Map() };
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const table of inOrder(tables)) {
      const row = rowFor(table, world);
      await become(client, writers.get(table.name) ?? 'guildhall_tenant', world.organizationId);
      await insertRow(client, table.name, row);
      world.rows.set(table.name, row);
    }
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw cause;
  } finally {
    client.release();
  }
  return world;
}
