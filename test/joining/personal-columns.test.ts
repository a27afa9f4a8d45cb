import { afterAll, beforeAll, expect, it } from 'vitest';
import { leftAlone, personalColumns } from '../../src/joining/personal-columns.ts';
import { readTables, type Table } from '../db/catalogue.ts';
import { openAsOwner, type OwnedDatabase } from '../db/owner.ts';

let db: OwnedDatabase;
let tables: Table[];

beforeAll(async () => {
  db = await openAsOwner();
  tables = await readTables(db.pool);
});

afterAll(() => db.close());

const tableOf = (name: string) => tables.find((table) => table.name === name);

it('a join knows every column in the database that names a person', () => {
  const naming = tables.flatMap(({ name, references }) =>
    references
      .filter(({ to }) => to === 'persons')
      .flatMap(({ columns }) => columns.filter(({ to }) => to === 'id'))
      .map(({ from }) => `${name}.${from}`),
  );

  const known = personalColumns.map(({ table, column }) => `${table}.${column}`);
  expect(naming.length).toBeGreaterThan(30);
  expect([...known, ...leftAlone].toSorted()).toEqual(naming.toSorted());
});

it('a join tells the rows of each table apart by what does so in the database', () => {
  const wrong = personalColumns.filter(({ table, column, key }) => {
    const primary = tableOf(table)?.uniques.find(({ name }) => name === `${table}_pkey`);
    const apart = primary?.columns.filter((name) => name !== 'organization_id' && name !== column);
    return apart?.toSorted().join() !== key.toSorted().join();
  });

  expect(wrong).toEqual([]);
});

it('a join has an answer wherever one person can say something only once', () => {
  const once = personalColumns.filter(({ table, column }) =>
    tableOf(table)?.uniques.some(({ columns }) => columns.includes(column)),
  );
  const unanswered = once.filter(({ rivals }) => !rivals).map(({ table }) => table);

  // A course is of one LMS, and persons of one LMS are never joined.
  expect(unanswered).toEqual(['enrollments']);
});
