import type pg from 'pg';
import type { Header } from './format.ts';
import { ArchiveRefused } from './refusal.ts';
import { everyRow, tablesOf } from './tables.ts';

/** The migrations that were applied, in order; none where Guildhall never was. */
export async function historyOf(client: pg.ClientBase): Promise<Header['migrations']> {
  const { rows: found } = await client.query<{ name: string | null }>(
    `select to_regclass('public.schema_migrations')::text as name`,
  );
  if (!found[0]?.name) return [];
  const { rows } = await client.query<Header['migrations'][number]>(
    'select number, name, checksum from schema_migrations order by number',
  );
  return rows;
}

async function holdsRows(client: pg.ClientBase): Promise<boolean> {
  for await (const { rows } of everyRow(client, await tablesOf(client)))
    if (!(await rows.next()).done) return true;
  return false;
}

/**
 * Looks at a database that is to be restored into, and touches nothing.
 *
 * @throws ArchiveRefused when it holds anything, or has had migrations that the archive had not
 */
export async function requireEmpty(
  client: pg.ClientBase,
  archived: Header['migrations'],
): Promise<void> {
  const applied = await historyOf(client);
  const isForeign = applied.length === 0 && (await tablesOf(client)).length > 0;
  if (isForeign || (applied.length > 0 && (await holdsRows(client))))
    throw new ArchiveRefused('The database is not empty; restore into an empty one.');
  if (applied.length > archived.length)
    throw new ArchiveRefused(
      'The database was made by a later version than the archive; restore into a new, empty one.',
    );
}
