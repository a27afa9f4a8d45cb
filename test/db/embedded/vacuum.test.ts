import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { openDatabase, newId, type Database, type Transaction } from '../../../src/db/index.ts';
import { freshDatabase, type FreshDatabase } from '../../support/database.ts';

let fresh: FreshDatabase;
let db: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = await openDatabase({ place: fresh.place, queryTimeLimitMs: 5000 });
});

afterAll(async () => {
  await db.close();
  await fresh.dispose();
});

/** How many rows the planner believes there are. */
async function statisticsOf(tx: Transaction): Promise<number | undefined> {
  const { rows } = await sql<{ known: number }>`
    select reltuples::integer as known from pg_class where oid = 'persons'::regclass`.execute(tx);
  return rows[0]?.known;
}

describe('tidy', () => {
  it('lets the planner know how much there is, as a server does by itself', async () => {
    const organizationId = newId();
    await db.atTheDoor((tx) =>
      tx.insertInto('organizations').values({ id: organizationId, name: 'Tidy' }).execute(),
    );
    await db.within(organizationId, (tx) =>
      sql`insert into persons (organization_id, id)
            select ${organizationId}, gen_random_uuid() from generate_series(1, 500)`.execute(tx),
    );
    const before = await db.within(organizationId, statisticsOf);

    await db.tidy();

    expect(before).not.toBe(500);
    expect(await db.within(organizationId, statisticsOf)).toBe(500);
  });
});
