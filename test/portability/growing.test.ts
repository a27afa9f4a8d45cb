import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { newId, type Transaction } from '../../src/db/index.ts';
import { analyzeWhatGrew, insertAll } from '../../src/portability/arrival-store.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** How many people PostgreSQL plans for. */
async function peoplePlannedFor(tx: Transaction): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select reltuples as count from pg_class where oid = 'persons'::regclass`.execute(tx);
  return rows[0]?.count ?? 0;
}

describe('a community that comes in', () => {
  it('is planned for as it grows, before it is committed; once there is much, no more', async () => {
    const { organizationId } = world;
    const people = (count: number) =>
      Array.from({ length: count }, () => ({ organizationId, id: newId(), name: 'Somebody' }));
    const counts = await world.house.database.within(organizationId, async (tx) => {
      const told = [];
      for (const more of [5000, 5000]) {
        await insertAll(tx, 'persons', people(more));
        await analyzeWhatGrew(tx);
        told.push(await peoplePlannedFor(tx));
      }
      return told;
    });
    expect(counts[0]).toBeGreaterThan(4000);
    expect(counts[1]).toBe(counts[0]);
  });
});
