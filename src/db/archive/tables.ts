import type pg from 'pg';
import { createTally, Row, type Tallies } from './format.ts';

const rowsAtOnce = 500;

/** A table as the catalogue has it. Names are quoted already where they need it. */
export interface Table {
  name: string;
  columns: { name: string; type: string }[];
  /** Whether its rows belong to organizations, or to the front door. */
  isOwned: boolean;
}

interface ColumnRow {
  table: string;
  column: string;
  type: string;
}

/** Everything but the list of migrations, which the archive's header holds. Generated columns make themselves. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<ColumnRow>(
    `select format('%I', c.relname) as table, format('%I', a.attname) as column,
            format_type(a.atttypid, a.atttypmod) as type
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not c.relispartition and c.relname <> 'schema_migrations'
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      order by c.relname, a.attnum`,
  );
  const names = [...new Set(rows.map(({ table }) => table))];
  return names.map((name) => {
    const own = rows.filter(({ table }) => table === name);
    const columns = own.map(({ column, type }) => ({ name: column, type }));
    return { name, columns, isOwned: columns.some((column) => column.name === 'organization_id') };
  });
}

async function take(client: pg.ClientBase, role: string, organizationId = ''): Promise<void> {
  await client.query(
    `select set_config('role', $1, true), set_config('app.organization', $2, true)`,
    [role, organizationId],
  );
}

/** Texts must not depend on how a server or a session is set. */
export async function speakPlainly(client: pg.ClientBase): Promise<void> {
  await client.query(
    `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601';
     set local bytea_output = 'hex'; set local extra_float_digits = 1`,
  );
}

async function organizationsOf(client: pg.ClientBase): Promise<string[]> {
  await take(client, 'guildhall_door');
  const { rows } = await client.query<{ id: string }>('select id from organizations order by id');
  return rows.map(({ id }) => id);
}

async function* pagesOf(client: pg.ClientBase, { name, columns }: Table): AsyncGenerator<Row[]> {
  const texts = columns.map((column) => `${column.name}::text`).join(', ');
  await client.query(`declare pages no scroll cursor for select ${texts} from ${name}`);
  for (;;) {
    const { rows } = await client.query({
      text: `fetch ${rowsAtOnce} from pages`,
      rowMode: 'array',
    });
    if (rows.length === 0) break;
    yield Row.array().parse(rows);
  }
  await client.query('close pages');
}

/**
 * The rows of a table, a page at a time. Row security holds for the owner as well, so they are read as the
 * program reads them: organization by organization, or at the door. Nobody waits meanwhile.
 */
async function* rowsOf(
  client: pg.ClientBase,
  table: Table,
  organizations: readonly string[],
): AsyncGenerator<Row> {
  const places = table.isOwned
    ? organizations.map((id): [string, string] => ['guildhall_tenant', id])
    : [['guildhall_door', ''] as [string, string]];
  for (const [role, organizationId] of places) {
    await take(client, role, organizationId);
    for await (const page of pagesOf(client, table)) yield* page;
  }
}

/** Every row of every table, in one transaction's view of the database. */
export async function* everyRow(
  client: pg.ClientBase,
  tables: readonly Table[],
): AsyncGenerator<{ table: Table; rows: AsyncGenerator<Row> }> {
  const organizations = await organizationsOf(client);
  for (const table of tables) yield { table, rows: rowsOf(client, table, organizations) };
  await client.query('reset role');
}

/** Counts and checksums of the tables as they stand. */
export async function talliesOf(client: pg.ClientBase, tables: readonly Table[]): Promise<Tallies> {
  const tallies: Tallies = {};
  for await (const { table, rows } of everyRow(client, tables)) {
    const tally = createTally();
    for await (const row of rows) tally.add(row);
    tallies[table.name] = tally.total();
  }
  return tallies;
}
