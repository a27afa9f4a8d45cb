import type pg from 'pg';
import PgBoss from 'pg-boss';

/** Where the queue keeps its jobs, apart from every organization's rows. */
const queueSchema = 'jobs';

/**
 * Lets the library of the queue make its tables, once for each database. Migrations that come after open
 * them to the program and name the queues.
 */
export async function makeQueueTables(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ made: boolean }>(
    'select to_regclass($1) is not null as made',
    [`${queueSchema}.version`],
  );
  if (!rows[0]?.made) await client.query(PgBoss.getConstructionPlans(queueSchema));
}
