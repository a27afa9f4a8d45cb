import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { migrate, readMigrations } from '../../src/db/migrate.ts';
import { openAsOwner, type OwnedDatabase } from '../db/owner.ts';

let db: OwnedDatabase;
const migrations = readMigrations();
const before = migrations.filter(({ name }) => name < '0071');

beforeAll(async () => {
  db = await openAsOwner();
  await db.pool.query('drop schema public, jobs cascade; create schema public');
  await migrate(db.pool, before);
});
afterAll(() => db.close());

const id = (no: number) => `'00000000-0000-7000-8000-00000000000${no}'`;
const [organization, person, community, text, film] = [1, 2, 3, 4, 5].map(id);

/** What an older version kept: a text, and a film with captions. */
const kept = `
  insert into organizations (id, name) values (${organization}, 'Open University');
  insert into persons (organization_id, id, name) values (${organization}, ${person}, 'Ana');
  insert into communities (organization_id, id, name, charter_version, created_by)
    values (${organization}, ${community}, 'Tutors', 1, ${person});
  insert into charters (organization_id, community_id, version, purpose, created_by)
    values (${organization}, ${community}, 1, 'To teach', ${person});
  insert into blobs (organization_id, sha256, size_bytes) values (${organization}, 'aa', 1), (${organization}, 'bb', 1);
  insert into files (organization_id, id, community_id, given_by, sha256, size_bytes, name, media_type)
    values (${organization}, ${text}, ${community}, ${person}, 'aa', 1, 'a.pdf', 'application/pdf'),
           (${organization}, ${film}, ${community}, ${person}, 'bb', 1, 'b.mp4', 'video/mp4');
  insert into resources (organization_id, id, community_id, given_by, kind, file_id, title, title_key, why_source,
                         why_html, renderer_version, licence)
    values (${organization}, ${text}, ${community}, ${person}, 'file', ${text}, 'A', 'a', 'Why', 'Why', 1, 'by'),
           (${organization}, ${film}, ${community}, ${person}, 'video', ${film}, 'B', 'b', 'Why', 'Why', 1, 'by');
  insert into captions (organization_id, id, resource_id, language, web_vtt, written_by)
    values (${organization}, ${film}, ${film}, 'en', E'WEBVTT\\n\\n00:01.000 --> 00:02.000\\nThe gannet', ${person});`;

/** Row security holds for the owner as well; for this, it looks away. */
async function unguarded(sql: string): Promise<void> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select relname as name from pg_class where relforcerowsecurity and relkind = 'r'
      and relnamespace = 'public'::regnamespace`,
  );
  const each = (deed: string) =>
    rows.map(({ name }) => `alter table ${name} ${deed} row level security;`).join('\n');
  await db.pool.query(
    `begin; ${each('no force')} ${sql} set constraints all immediate; ${each('force')} commit;`,
  );
}

it('what was here before this version is noted to be read, and captions are found as before', async () => {
  await unguarded(kept);
  expect(await migrate(db.pool)).toBe(migrations.length - before.length);
  await unguarded(`
    create temporary table seen as
      select (select string_agg(sha256, ' ') from file_texts where read_at is null) as waiting,
             (select said from captions) as said,
             (select string_agg(title, ' ') from search_documents where words @@ 'gannet') as found;`);

  const { rows } = await db.pool.query('select * from seen');
  expect(rows).toEqual([{ waiting: 'aa', said: 'The gannet', found: 'B' }]);
});
