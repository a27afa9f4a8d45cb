import pg from 'pg';
import { openEmbedded } from '../../src/db/embedded.ts';
import type { FreshDatabase } from '../support/database.ts';

type Place = FreshDatabase['place'];

/** What a database holds, told by PostgreSQL itself and by nothing of ours. */
export interface Inventory {
  /**
   * How many rows each table has, and a checksum of all that they say. What an engine reckons of the rest by itself
   * is not in it: which letters belong to a word, the two tell each in its own way.
   */
  rows: Record<string, { count: number; sum: string }>;
  /** All that guards the rows: constraints, row security, rights, policies, triggers, counters; the migrations. */
  guards: string[];
}

/** Below row security, so that what a backup overlooks is seen here. */
export async function asSuperuser<T>(
  place: Place,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const engine = 'url' in place ? openAsAdmin(place.url) : await openEmbedded(place.directory);
  const client = await engine.pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
    await engine.close();
  }
}

function openAsAdmin(address: string) {
  const url = new URL(address);
  url.username = 'admin';
  const pool = new pg.Pool({ connectionString: url.href, max: 1 });
  return { pool, close: () => pool.end() };
}

export function inventoryOf(place: Place): Promise<Inventory> {
  return asSuperuser(place, async (client) => ({
    rows: await rowsOf(client),
    guards: await guardsOf(client),
  }));
}

async function rowsOf(client: pg.PoolClient): Promise<Inventory['rows']> {
  await client.query(`set timezone = 'UTC'`);
  const { rows: tables } = await client.query<{ name: string; columns: string }>(
    `select relname as name, string_agg(quote_ident(attname), ', ' order by attnum) as columns
       from pg_class join pg_attribute on attrelid = pg_class.oid
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and relname <> 'schema_migrations' and attnum > 0 and not attisdropped and attgenerated = ''
      group by relname order by relname`,
  );
  const counted: [string, { count: number; sum: string }][] = [];
  for (const { name, columns } of tables) {
    const { rows } = await client.query<{ count: number; sum: string }>(
      `select count(*)::int as count,
              md5(coalesce(string_agg(t::text, '|' order by t::text collate "C"), '')) as sum
         from (select ${columns} from ${name}) t`,
    );
    if (rows[0]) counted.push([name, rows[0]]);
  }
  return Object.fromEntries(counted);
}

const guardsStatement = `
  select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' ' || convalidated as guard
    from pg_constraint where connamespace = 'public'::regnamespace
  union all
  select relname || ' row security ' || relrowsecurity || relforcerowsecurity || coalesce(relacl::text, '')
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
  union all
  select tablename || ' ' || policyname || roles::text || coalesce(qual, '') || coalesce(with_check, '')
    from pg_policies where schemaname = 'public'
  union all
  select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
   where not tgisinternal and c.relnamespace = 'public'::regnamespace
  union all
  select format('sequence %s at %s', sequencename, last_value) from pg_sequences where schemaname = 'public'
  union all
  select format('migration %s %s %s', number, name, checksum) from schema_migrations
  order by 1`;

async function guardsOf(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ guard: string }>(guardsStatement);
  return rows.map(({ guard }) => guard);
}
