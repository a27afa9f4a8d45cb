import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sql } from 'kysely';
import { openDatabase, newId, type Database, type Transaction } from '../../src/db/index.ts';
import { Unavailable } from '../../src/errors.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

let fresh: FreshDatabase;
let db: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = await openDatabase({ place: fresh.place, queryTimeLimitMs: 1500 });
});

afterAll(async () => {
  await db.close();
  await fresh.dispose();
});

async function organization(name: string): Promise<string> {
  const id = newId();
  await db.atTheDoor((tx) => tx.insertInto('organizations').values({ id, name }).execute());
  return id;
}

describe('within', () => {
  it('shows nothing of another organization, whatever the statement forgets', async () => {
    const [ours, theirs] = [await organization('Ours'), await organization('Theirs')];
    await db.within(theirs, (tx) =>
      tx
        .insertInto('persons')
        .values({ organizationId: theirs, id: newId(), name: 'Cleo' })
        .execute(),
    );

    const seen = await db.within(ours, (tx) => tx.selectFrom('persons').select('name').execute());

    expect(seen).toEqual([]);
  });

  it('refuses to write a row of another organization', async () => {
    const [ours, theirs] = [await organization('Mine'), await organization('Yours')];

    const trespass = db.within(ours, (tx) =>
      tx.insertInto('persons').values({ organizationId: theirs, id: newId() }).execute(),
    );

    await expect(trespass).rejects.toMatchObject({ code: '42501' });
  });

  it('keeps nothing of work that failed', async () => {
    const id = await organization('Half');

    const failed = db.within(id, async (tx) => {
      await tx.insertInto('persons').values({ organizationId: id, id: newId() }).execute();
      throw new Error('second thoughts');
    });

    await expect(failed).rejects.toThrow('second thoughts');
    const rows = await db.within(id, (tx) => tx.selectFrom('persons').select('id').execute());
    expect(rows).toEqual([]);
  });

  it('refuses a transaction inside a transaction, which would wait for ever', async () => {
    const id = await organization('Nested');
    const nested = db.within(id, () => db.within(id, async () => 'never'));
    await expect(nested).rejects.toThrow('under way');
  });

  it('ends a query that takes too long, and serves the next one', async () => {
    const id = await organization('Patient');

    const endless = db.within(id, (tx) =>
      sql`select count(*) from generate_series(1, 100000000000)`.execute(tx),
    );

    await expect(endless).rejects.toBeInstanceOf(Unavailable);
    const rows = await db.within(id, (tx) =>
      tx.selectFrom('organizations').select('name').execute(),
    );
    expect(rows).toEqual([{ name: 'Patient' }]);
  });
});

const insertPerson = (tx: Transaction, organizationId: string) =>
  tx.insertInto('persons').values({ organizationId, id: newId() }).execute();
const personsOf = (tx: Transaction) => tx.selectFrom('persons').select('id').execute();
const nameOf = (tx: Transaction) =>
  tx.selectFrom('organizations').select('name').executeTakeFirst();

describe('a connection', () => {
  it('is kept however long nobody asks, with all that it has planned', async () => {
    const id = await organization('Quiet');
    const connection = () =>
      db.within(id, (tx) => sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { rows: before } = await connection();
      await vi.advanceTimersByTimeAsync(24 * 3_600_000);
      const { rows: after } = await connection();
      expect(after).toEqual(before);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('askWithin', () => {
  it('answers each of several questions, in the organization they are about', async () => {
    const [one, other] = [await organization('One'), await organization('Other')];

    const answers = await Promise.all(
      [one, other].map((id) => db.askWithin(id, (tx) => Promise.all([nameOf(tx), personsOf(tx)]))),
    );

    expect(answers).toEqual([
      [{ name: 'One' }, []],
      [{ name: 'Other' }, []],
    ]);
  });

  it('refuses what is asked after it has waited, which would be outside the transaction', async () => {
    const id = await organization('Late');
    const late = db.askWithin(id, async (tx) => {
      await personsOf(tx);
      return insertPerson(tx, id);
    });
    await expect(late).rejects.toThrow('over');
  });

  it('keeps nothing of what was asked together when one of it fails, and serves the next', async () => {
    const [ours, theirs] = [await organization('Whole'), await organization('Else')];

    const failed = db.askWithin(ours, (tx) =>
      Promise.all([insertPerson(tx, ours), insertPerson(tx, theirs), insertPerson(tx, ours)]),
    );

    await expect(failed).rejects.toMatchObject({ code: '42501' });
    expect(await db.askWithin(ours, personsOf)).toEqual([]);
  });
});

describe('readWithin', () => {
  it('reads one thing after the other, of its own organization', async () => {
    const [ours, theirs] = [await organization('Readers'), await organization('Writers')];
    await db.within(theirs, (tx) => insertPerson(tx, theirs));

    const read = await db.readWithin(ours, async (tx) => [await nameOf(tx), await personsOf(tx)]);

    expect(read).toEqual([{ name: 'Readers' }, []]);
  });

  it('refuses to write, and keeps nothing', async () => {
    const id = await organization('Kept');

    const written = db.readWithin(id, (tx) => insertPerson(tx, id));

    await expect(written).rejects.toMatchObject({ code: '25006' });
    expect(await db.within(id, personsOf)).toEqual([]);
  });

  it('refuses what is asked after it is over', async () => {
    const id = await organization('Over');
    const kept = await db.readWithin(id, (tx) => Promise.resolve({ tx }));
    await expect(personsOf(kept.tx)).rejects.toThrow('over');
  });

  it('gives its connection back, also after work that failed', async () => {
    const id = await organization('Again');
    for (let time = 0; time < 20; time += 1) {
      await db.readWithin(id, personsOf);
      const failed = db.readWithin(id, async (tx) => {
        await personsOf(tx);
        throw new Error('second thoughts');
      });
      await expect(failed).rejects.toThrow('second thoughts');
    }
    await db.within(id, (tx) => insertPerson(tx, id));
    expect(await db.readWithin(id, personsOf)).toHaveLength(1);
  });
});
