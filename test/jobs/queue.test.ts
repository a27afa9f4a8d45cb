import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import PgBoss from 'pg-boss';
import { rightsOf } from '../db/catalogue.ts';
import { openAsOwner, type OwnedDatabase } from '../db/owner.ts';

let db: OwnedDatabase;

beforeAll(async () => {
  db = await openAsOwner();
});

afterAll(() => db.close());

describe('the tables of the queue', () => {
  it('are the ones that this version of the library wants', async () => {
    const wanted = /INSERT INTO jobs\.version\(version\) VALUES \('(\d+)'\)/.exec(
      PgBoss.getConstructionPlans('jobs'),
    );
    const { rows } = await db.pool.query('select version::text from jobs.version');
    expect(rows).toEqual([{ version: wanted?.[1] }]);
  });

  it('are all that the queue’s role reaches', async () => {
    expect(await rightsOf(db.pool, 'guildhall_queue')).toEqual([]);
    const { rows } = await db.pool.query(
      `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin or rolreplication
         or exists (select from pg_auth_members where member = pg_roles.oid)
         or exists (select from pg_class where relowner = pg_roles.oid) as "can do more"
       from pg_roles where rolname = 'guildhall_queue'`,
    );
    expect(rows).toEqual([{ 'can do more': false }]);
  });

  it.each(['guildhall_tenant', 'guildhall_door'])('are out of reach of %s', async (role) => {
    const { rows } = await db.pool.query(
      `select has_schema_privilege($1, 'jobs', 'usage') as may`,
      [role],
    );
    expect(rows).toEqual([{ may: false }]);
  });
});
