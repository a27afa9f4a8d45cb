import type pg from 'pg';
import type { Table } from './catalogue.ts';
import { insertRow, rowFor, type World } from './world.ts';

/** The tables that belong to no organization; only the front door may touch them. */
export const frontDoor: ReadonlySet<string> = new Set(['logins', 'tool_keys', 'used_invitations']);

/** The column that says whose a row is. */
export function ownerColumn({ name }: Table): string {
  return name === 'organizations' ? 'id' : 'organization_id';
}

/** What somebody with no row of their own reaches, in tables that hold the rows of others. */
export async function trespasses(
  client: pg.PoolClient,
  tables: readonly Table[],
  theirs: World,
): Promise<string[]> {
  const found: string[] = [];
  for (const table of tables) found.push(...(await trespassesOn(client, table, theirs)));
  return found;
}

/** How many rows of others a statement reached; null when it was refused for want of a right. */
export async function reach(
  client: pg.PoolClient,
  statement: () => Promise<pg.QueryResult>,
): Promise<number | null> {
  await client.query('savepoint before');
  try {
    return (await statement()).rowCount;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === '42501') return null;
    throw cause;
  } finally {
    await client.query('rollback to savepoint before');
  }
}

/**
 * Tries every command on one table, with no condition that might hide what a policy lets through;
 * 'verb table' of those that touched a row.
 */
async function trespassesOn(client: pg.PoolClient, table: Table, theirs: World): Promise<string[]> {
  const { name } = table;
  const column = await updatable(client, table);
  const attempts = {
    select: () => client.query(`select * from ${name}`),
    insert: () => insertRow(client, name, rowFor(table, theirs)),
    update: () => client.query(`update ${name} set ${column} = default`),
    delete: () => client.query(`delete from ${name}`),
    lock: () => client.query(`select 1 from ${name} for update`),
  };
  const reached: string[] = [];
  for (const [verb, statement] of Object.entries(attempts)) {
    if (await reach(client, statement)) reached.push(`${verb} ${name}`);
  }
  return reached;
}

/**
 * A column the role may write, or else any; not the one that says whose the row is, since a change of
 * that is refused for reasons of its own.
 */
async function updatable(client: pg.PoolClient, table: Table): Promise<string | undefined> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and attname <> $2
       order by has_column_privilege(attrelid, attnum, 'UPDATE') desc, attnum`,
    [table.name, ownerColumn(table)],
  );
  return rows[0]?.name;
}
