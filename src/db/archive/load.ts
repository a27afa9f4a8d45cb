import type pg from 'pg';
import type { Row } from './format.ts';
import { damaged } from './refusal.ts';
import type { Table } from './tables.ts';

const rowsAtOnce = 500;
const charactersAtOnce = 4 * 1024 * 1024;

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

async function foreignKeysOf(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select conrelid::regclass::text as table, format('%I', conname) as name,
            pg_get_constraintdef(oid) as definition
       from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
      order by 1, 2`,
  );
  return rows;
}

async function guardedTables(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
      where relnamespace = 'public'::regnamespace and relforcerowsecurity order by 1`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Opens the tables of an empty database for loading in any order: row security does not bind their owner,
 * and references are checked at the end, all at once. It lasts as long as the transaction, or until shut.
 *
 * @returns how to shut them again, which checks every reference
 */
export async function openUp(
  client: pg.ClientBase,
  tables: readonly Table[],
): Promise<() => Promise<void>> {
  const guarded = await guardedTables(client);
  for (const name of guarded) await client.query(`alter table ${name} no force row level security`);
  const keys = await foreignKeysOf(client);
  for (const { table, name } of keys)
    await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`);
  return async () => {
    for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`);
    for (const { table, name, definition } of keys)
      await client.query(`alter table ${table} add constraint ${name} ${definition}`);
    for (const name of guarded) await client.query(`alter table ${name} force row level security`);
  };
}

/** Gathers rows of one table after another, and inserts them some hundreds at a time. */
export interface Loader {
  /** Rows of tables that are not to be loaded pass by. @throws ArchiveRefused for unknown columns */
  begin(table: string, columns: readonly string[]): void;
  add(row: Row): Promise<void>;
  flush(): Promise<void>;
}

function insertion({ name, columns }: Table): string {
  const names = columns.map((column) => column.name).join(', ');
  const values = columns.map((column) => `given.${column.name}::${column.type}`).join(', ');
  const arrays = columns.map((_, index) => `$${index + 1}::text[]`).join(', ');
  return `insert into ${name} (${names}) overriding system value
          select ${values} from unnest(${arrays}) as given(${names})`;
}

export function createLoader(client: pg.ClientBase, tables: readonly Table[]): Loader {
  let table: Table | undefined;
  let waiting: Row[] = [];
  let characters = 0;

  async function flush(): Promise<void> {
    if (!table || waiting.length === 0) return;
    const columns = table.columns.map((_, index) => waiting.map((row) => row[index] ?? null));
    waiting = [];
    characters = 0;
    await client.query(insertion(table), columns);
  }

  return {
    begin: (name, columns) => {
      const found = tables.find((known) => known.name === name);
      const known = found?.columns.map((column) => column.name);
      if (known && known.join() !== columns.join())
        throw damaged(`${name} has other columns than it should`);
      table = found;
    },
    add: async (row) => {
      if (!table) return;
      waiting.push(row);
      characters += row.reduce((sum, value) => sum + (value?.length ?? 0), 0);
      if (waiting.length >= rowsAtOnce || characters >= charactersAtOnce) await flush();
    },
    flush,
  };
}
