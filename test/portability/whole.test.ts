import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTables, type Table } from '../db/catalogue.ts';
import { openAsOwner, type OwnedDatabase } from '../db/owner.ts';
import { carried, leftBehind, madeAnew, ofNoCommunity } from './what-leaves.ts';

let db: OwnedDatabase;
let tables: Table[];

beforeAll(async () => {
  db = await openAsOwner();
  tables = await readTables(db.pool);
});

afterAll(() => db.close());

describe('every table of the database', () => {
  it('leaves with a community, is made anew of what leaves, or is known to stay behind (R33)', () => {
    const known = [...carried, ...madeAnew, ...Object.values(leftBehind).flat(), ...ofNoCommunity];
    expect(known.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
  });

  it('is of a community if its rows say so', () => {
    const ofSome = tables.filter(({ columns }) =>
      columns.some(({ name }) => name === 'community_id'),
    );
    expect(ofSome.length).toBeGreaterThan(20);
    expect(ofSome.map(({ name }) => name).filter((name) => ofNoCommunity.includes(name))).toEqual(
      [],
    );
  });
});
