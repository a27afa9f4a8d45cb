import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { newId, openDatabase, type Database } from '../../src/db/index.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
let db: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = await openDatabase({ place: fresh.place, queryTimeLimitMs: 20_000 });
});

afterAll(async () => {
  await db.close();
  await fresh.dispose();
});

/** How many organizations the planner believes there are. */
async function believed(): Promise<number | undefined> {
  const { rows } = await db.atTheDoor((tx) =>
    sql<{ known: number }>`
      select reltuples::integer as known from pg_class where oid = 'organizations'::regclass`.execute(
      tx,
    ),
  );
  return rows[0]?.known;
}

describe('vacuum', () => {
  it('lets the planner know at once how much was written', async () => {
    const organizations = Array.from({ length: 300 }, (_, number) => ({
      id: newId(),
      name: `Organization ${number}`,
    }));
    await db.atTheDoor((tx) => tx.insertInto('organizations').values(organizations).execute());
    const before = await believed();

    await db.vacuum();

    expect(before).not.toBe(300);
    expect(await believed()).toBe(300);
  });
});
