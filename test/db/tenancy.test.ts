import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type pg from 'pg';
import { newId } from '../../src/db/index.ts';
import { readTables, rightsOf, type Table } from './catalogue.ts';
import { openAsOwner, type OwnedDatabase } from './owner.ts';
import { frontDoor, ownerColumn, reach, trespasses } from './trespass.ts';
import { become, buildWorld, undone, type Role, type World } from './world.ts';

/** Unique without the organization, since each is looked up before the organization is known. */
const uniqueEverywhere = new Set([
  'organizations_name',
  'sessions_token_hash_key',
  'feed_addresses_key_hash_key',
]);

const roles: readonly Role[] = ['guildhall_tenant', 'guildhall_door'];

/** So that a walk that finds nothing to look at is noticed. */
const leastTables = 22;

let db: OwnedDatabase;
let tables: Table[];
let owned: Table[];
let ours: World;
let theirs: World;

beforeAll(async () => {
  db = await openAsOwner();
  tables = await readTables(db.pool);
  owned = tables.filter(({ name }) => !frontDoor.has(name));
  const tenantRights = await rightsOf(db.pool, 'guildhall_tenant');
  const writers = new Map<string, Role>();
  for (const { name } of tables) {
    const byTenant = tenantRights.includes(`${name}: INSERT`);
    writers.set(name, byTenant ? 'guildhall_tenant' : 'guildhall_door');
  }
  ours = await buildWorld(db.pool, tables, writers);
  theirs = await buildWorld(db.pool, tables, writers);
});

afterAll(() => db.close());

/** What the database makes of the post, the resource and the collection, so that they are found. */
const foundBesides = 3;

const namesOf = (some: readonly Table[]) => some.map(({ name }) => name);

describe('every table', () => {
  it('is seen by this test', () => {
    expect(tables.length).toBeGreaterThanOrEqual(leastTables);
    expect(namesOf(tables)).toEqual(expect.arrayContaining([...frontDoor]));
    expect([...theirs.rows.keys()].toSorted()).toEqual(namesOf(tables));
  });

  it('has row security, forced on its owner too, and a policy', () => {
    const open = tables.filter((table) => !table.enabled || !table.forced || table.policies === 0);

    expect(namesOf(open)).toEqual([]);
  });

  it('carries its organization in its primary key and in all that is unique', () => {
    const loose = owned.flatMap((table) =>
      table.uniques
        .filter(
          ({ name, columns }) =>
            !columns.includes(ownerColumn(table)) && !uniqueEverywhere.has(name),
        )
        .map(({ name }) => name),
    );

    expect(loose).toEqual([]);
    expect(owned.filter(({ uniques }) => uniques.length === 0)).toEqual([]);
  });

  it('refers to another table within its organization only', () => {
    const references = owned.flatMap((table) => table.references);
    const loose = references.filter(({ to, columns }) => {
      const end = to === 'organizations' ? 'id' : 'organization_id';
      return !columns.some((pair) => pair.from === 'organization_id' && pair.to === end);
    });

    expect(loose.map(({ name }) => name)).toEqual([]);
    expect(references.length).toBeGreaterThan(leastTables);
  });

  it('is a plain one: a view or a function could look with its maker’s eyes, and only those of the search do, and one that tells nothing', async () => {
    const { rows } = await db.pool.query(
      `select relname as name, null as owner from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'f')
       union all select proname, case when proowner = relowner then 'of the tables' else proowner::regrole::text end
         from pg_proc, (select relowner from pg_class where oid = 'posts'::regclass) as posts
         where pronamespace = 'public'::regnamespace and prosecdef
       order by name`,
    );

    const owner = 'guildhall_search';
    expect(rows).toEqual([
      { name: 'analyze_what_grew', owner: 'of the tables' },
      { name: 'count_documents', owner },
      { name: 'counted_by_index', owner },
      { name: 'found_by_index', owner },
      { name: 'found_documents', owner },
      { name: 'newest_documents', owner },
      { name: 'people_found', owner },
      { name: 'persons_called', owner },
      { name: 'related_documents', owner },
      { name: 'unsaid_words', owner },
      { name: 'words_like', owner },
      { name: 'words_nearest', owner },
    ]);
  });
});

describe('the search', () => {
  it('reads two tables, the names of people and where they belong, nothing else, and of those nothing of another organization', async () => {
    expect(await rightsOf(db.pool, 'guildhall_search')).toEqual([
      'memberships: SELECT (organization_id, community_id, person_id, role, left_at)',
      'persons: SELECT (organization_id, id, name)',
      'search_documents: SELECT',
      'search_words: SELECT',
    ]);
    const places = [ours, theirs].map(({ rows }) => rows.get('search_documents')?.['community_id']);
    const found = async (organizationId: string) =>
      undone(db.pool, async (client) => {
        await become(client, 'guildhall_tenant', organizationId);
        const { rows } = await client.query(
          `select (select organization_id from search_documents where id = found.id)
             from newest_documents($1, true, null, '{}', null, null, null, 100) as found`,
          [places],
        );
        const { rows: words } = await client.query(
          `select count(*)::integer as count from words_like((select max(word) from search_words), 2, 100)
           union all
           select count(*)::integer from words_nearest((select max(word) from search_words), 100)`,
        );
        await client.query(`update persons set name = 'Ana'`);
        const { rows: people } = await client.query(
          `select (select organization_id from persons where id = found.id)
             from people_found('{ana}', '{}', $1, $1) as found`,
          [[ours, theirs].map(({ rows }) => rows.get('memberships')?.['community_id'])],
        );
        const owners = [...rows, ...people].map((row) => row.organization_id);
        return [owners, words.map(({ count }) => count)];
      });
    for (const { organizationId } of [ours, theirs])
      expect(await found(organizationId)).toEqual([
        Array.from({ length: 2 + foundBesides }, () => organizationId),
        [1, 1],
      ]);
    expect(await found(newId())).toEqual([[], [0, 0]]);
  });

  it('keeps to the organization even where it is asked for what another says, in its communities', async () => {
    const as = <T>({ organizationId }: World, work: (client: pg.PoolClient) => Promise<T>) =>
      undone(db.pool, async (client) => {
        await become(client, 'guildhall_tenant', organizationId);
        return work(client);
      });
    const told = (world: World) =>
      as(world, async (client) => {
        const { rows } = await client.query(
          `select array_agg(distinct community_id) as places, count(*)::integer as documents,
                  string_agg(array_to_string(tsvector_to_array(words), '|'), '|') as words
             from search_documents where words <> ''`,
        );
        return rows[0];
      });
    const [one, other] = [await told(ours), await told(theirs)];
    const asked = [`${one.words}|${other.words}`, [...one.places, ...other.places]];
    for (const [world, { documents }] of [
      [ours, one],
      [theirs, other],
    ] as const)
      await as(world, async (client) => {
        const { rows: found } = await client.query(
          `select count(*)::integer as count,
                  bool_and(exists (select from search_documents where id = found.id)) as "isOwn"
             from found_documents(array[$1]::tsquery[], $1::tsquery, '{}', $2, true, null, '{}', null, null, null,
                                  100, 100) as found`,
          asked,
        );
        expect(found).toEqual([{ count: documents, isOwn: true }]);
        const { rows } = await client.query(
          `select count_documents(array[$1]::tsquery[], $2, true, null, null, null, 100) as counts`,
          asked,
        );
        expect(rows).toEqual([{ counts: [documents] }]);
      });
    expect(one.documents).toBeGreaterThan(0);
  });
});

async function countOf(client: pg.PoolClient, { name }: Table): Promise<number | null> {
  return reach(client, () => client.query(`select from ${name}`));
}

describe('an organization', () => {
  it('reaches no row of another by any command on any table', async () => {
    const found = await undone(db.pool, async (client) => {
      await become(client, 'guildhall_tenant', newId());
      return trespasses(client, tables, theirs);
    });

    expect(found).toEqual([]);
  });

  it('reaches none even where every right were granted, by the policies alone', async () => {
    const found = await undone(db.pool, async (client) => {
      await client.query('grant all on all tables in schema public to guildhall_tenant');
      await become(client, 'guildhall_tenant', newId());
      return trespasses(client, tables, theirs);
    });

    expect(found).toEqual([]);
  });

  it('sees its own row in every table of its own, and the front door’s tables not at all', async () => {
    const seen = await undone(db.pool, async (client) => {
      await become(client, 'guildhall_tenant', ours.organizationId);
      const counts: [string, number | null][] = [];
      for (const table of tables) counts.push([table.name, await countOf(client, table)]);
      return counts;
    });

    const rowsIn = (name: string) => (name === 'search_documents' ? 1 + foundBesides : 1);
    expect(seen).toEqual(
      namesOf(tables).map((name) => [name, frontDoor.has(name) ? null : rowsIn(name)]),
    );
  });

  it('that was not named is nobody: nothing is seen, and nothing written', async () => {
    const found = await undone(db.pool, async (client) => {
      await become(client, 'guildhall_tenant', '');
      const seen: string[] = [];
      for (const table of tables) if (await countOf(client, table)) seen.push(table.name);
      return [...seen, ...(await trespasses(client, tables, theirs))];
    });

    expect(found).toEqual([]);
  });

  it('cannot give a row of its own to another', async () => {
    const given = await undone(db.pool, async (client) => {
      await client.query('grant all on all tables in schema public to guildhall_tenant');
      await become(client, 'guildhall_tenant', ours.organizationId);
      const found: string[] = [];
      for (const table of owned) {
        const statement = `update ${table.name} set ${ownerColumn(table)} = $1`;
        const given = await reach(client, () => client.query(statement, [theirs.organizationId]));
        if (given !== null) found.push(table.name);
      }
      return found;
    });

    expect(given).toEqual([]);
  });

  it.each([
    'update activity set verb = verb',
    'delete from activity',
    'update submissions set location = location',
    'delete from submissions',
  ])('cannot rewrite what happened: %s', async (statement) => {
    const touched = await undone(db.pool, async (client) => {
      await become(client, 'guildhall_tenant', ours.organizationId);
      return reach(client, () => client.query(statement));
    });

    expect(touched).toBeNull();
  });
});

describe('the front door', () => {
  it('has the rights it was granted and no other', async () => {
    expect(await rightsOf(db.pool, 'guildhall_door')).toEqual([
      'deployments: SELECT',
      'drafts: DELETE',
      'drafts: SELECT (updated_at)',
      'feed_addresses: SELECT',
      'logins: DELETE',
      'logins: INSERT',
      'logins: SELECT',
      'organizations: INSERT',
      'organizations: SELECT',
      'platforms: SELECT',
      'platforms: UPDATE (key_set, key_set_read_at)',
      'scheduled_threads: DELETE',
      'scheduled_threads: SELECT (organization_id, id, post_at, held_because, withdrawn_at)',
      'search_gaps: DELETE',
      'search_gaps: SELECT (day)',
      'sessions: DELETE',
      'sessions: SELECT',
      'sessions: UPDATE (last_seen_at)',
      'submissions: DELETE',
      'submissions: SELECT (created_at)',
      'tool_keys: DELETE',
      'tool_keys: INSERT',
      'tool_keys: SELECT',
      'tool_keys: UPDATE',
      'used_invitations: DELETE',
      'used_invitations: INSERT',
      'used_invitations: SELECT',
    ]);
  });

  it('sees no form press that could still be repeated', async () => {
    const seen = await undone(db.pool, async (client) => {
      await become(client, 'guildhall_door', '');
      return reach(client, () => client.query('delete from submissions'));
    });

    expect(seen).toBe(0);
  });

  it('keeps its own tables from every organization', async () => {
    const rights = await rightsOf(db.pool, 'guildhall_tenant');

    expect(rights.filter((right) => frontDoor.has(right.split(':')[0] ?? ''))).toEqual([]);
    expect(rights.length).toBeGreaterThan(leastTables);
  });

  it('sees nothing where it has no right', async () => {
    const rights = await rightsOf(db.pool, 'guildhall_door');
    const isOpen = ({ name }: Table) => rights.some((right) => right.startsWith(`${name}: SELECT`));
    const closed = tables.filter((table) => !isOpen(table));
    const seen = await undone(db.pool, async (client) => {
      await become(client, 'guildhall_door', '');
      const open: string[] = [];
      for (const table of closed)
        if ((await countOf(client, table)) !== null) open.push(table.name);
      return open;
    });

    expect(seen).toEqual([]);
    expect(closed.length).toBeGreaterThan(0);
  });
});

describe.each(roles)('%s', (role) => {
  it('cannot step around row security', async () => {
    const { rows } = await db.pool.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,
         exists (select from pg_auth_members where member = pg_roles.oid) as "inherits",
         exists (select from pg_class where relowner = pg_roles.oid) as "owns"
       from pg_roles where rolname = $1`,
      [role],
    );

    expect(rows).toHaveLength(1);
    expect(new Set(Object.values<unknown>(rows[0]))).toEqual(new Set([false]));
  });

  it('cannot empty a table at once, which asks no policy', async () => {
    const rights = await rightsOf(db.pool, role);

    expect(rights.filter((right) => /: (TRUNCATE|REFERENCES|TRIGGER)/.test(right))).toEqual([]);
  });
});
