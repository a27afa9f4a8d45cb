import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { newId, openDatabase, statement, type Database } from '../../src/db/index.ts';
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

let built = 0;

const organization = statement<{ id: string; name: string }, { id: string; createdAt: Date }>(
  (tx, given) => {
    built += 1;
    return tx
      .selectFrom('organizations')
      .select(['id', 'createdAt'])
      .where('name', '=', given('name'))
      .where((where) =>
        where.or([where('id', '=', given('id')), where('name', '=', given('name'))]),
      )
      .limit(1);
  },
);

describe('a statement', () => {
  it('is built once, and given its own values each time', async () => {
    const named = ['Alder', 'Birch'].map((name) => ({ id: newId(), name }));
    await db.atTheDoor((tx) => tx.insertInto('organizations').values(named).execute());

    const found = await db.askAtTheDoor((tx) =>
      Promise.all(
        [...named, { id: newId(), name: 'Cedar' }].map((sought) => organization(tx, sought)),
      ),
    );

    expect(found.map((rows) => rows.map(({ id }) => id))).toEqual([
      ...named.map(({ id }) => [id]),
      [],
    ]);
    expect(found[0]?.[0]?.createdAt).toBeInstanceOf(Date);
    expect(built).toBe(1);
  });

  it('shows each organization its own rows, however often its plan was used for another', async () => {
    const [alder, birch] = [newId(), newId()];
    const named = [alder, birch].map((id) => ({ id, name: `Grove ${id}` }));
    await db.atTheDoor((tx) => tx.insertInto('organizations').values(named).execute());
    for (const organizationId of [alder, birch])
      await db.within(organizationId, (tx) =>
        tx
          .insertInto('persons')
          .values({ organizationId, id: newId(), name: `Of ${organizationId}` })
          .execute(),
      );
    const people = statement<{ beginning: string }, { name: string }>(
      (_tx, given) => sql`select name from persons where name like ${given('beginning')}`,
    );

    const seen = [];
    // PostgreSQL makes a plan for all values when it has made five for one each.
    for (let turn = 0; turn < 16; turn += 1) {
      const organizationId = turn % 2 ? alder : birch;
      const rows = await db.within(organizationId, (tx) => people(tx, { beginning: 'Of %' }));
      seen.push({ organizationId, names: rows.map(({ name }) => name) });
    }

    expect(seen.map(({ names }) => names)).toEqual(
      seen.map(({ organizationId }) => [`Of ${organizationId}`]),
    );
  });
});
