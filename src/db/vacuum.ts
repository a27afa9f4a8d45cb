import type pg from 'pg';

/**
 * Gives room back and lets the planner know how much there is, a table at a time so that nobody waits for
 * long. A server does this by itself; PGlite never would.
 */
export async function vacuum(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  for (const { name } of rows) await pool.query(`vacuum (analyze) ${name}`);
}
