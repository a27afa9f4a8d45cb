import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate, readMigrations } from '../../src/db/migrate.ts';
import { openAsOwner, type OwnedDatabase } from '../db/owner.ts';

let db: OwnedDatabase;
const migrations = readMigrations();

beforeAll(async () => {
  db = await openAsOwner();
});
afterAll(() => db.close());

/** Empties the database, and brings it to where a version before this migration left it. */
async function startBefore(migration: string): Promise<void> {
  await db.pool.query('drop schema if exists public, jobs cascade; create schema public');
  await migrate(
    db.pool,
    migrations.filter(({ name }) => name < migration),
  );
}

const id = (no: number) => `'00000000-0000-7000-8000-00000000000${no}'`;
const [organization, person, community, text, film, unread, thread] = [1, 2, 3, 4, 5, 6, 7].map(id);

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

/** A thread that shows a text which is read, since a resource consists of it, and one that is not. */
const shown = `
  update file_texts set body = 'The sanderling', read_at = now();
  insert into blobs (organization_id, sha256, size_bytes) values (${organization}, 'cc', 1);
  insert into files (organization_id, id, community_id, given_by, sha256, size_bytes, name, media_type)
    values (${organization}, ${unread}, ${community}, ${person}, 'cc', 1, 'c.pdf', 'application/pdf');
  insert into threads (organization_id, id, community_id, kind, title, author_id, last_post_no, last_post_at, last_post_by)
    values (${organization}, ${thread}, ${community}, 'question', 'C', ${person}, 1, now(), ${person});
  insert into posts (organization_id, id, thread_id, post_no, author_id, body_source, body_html, renderer_version)
    values (${organization}, ${thread}, ${thread}, 1, ${person}, 'See',
            '<a href="/files/' || ${text} || '"></a> <a href="/files/' || ${unread} || '"></a>', 1);
  insert into file_uses (organization_id, file_id, holder_kind, holder_id, is_shown)
    values (${organization}, ${text}, 'post', ${thread}, true), (${organization}, ${unread}, 'post', ${thread}, true);`;

it('what was here before this version is noted to be read, and captions are found as before', async () => {
  await startBefore('0071');
  await unguarded(kept);
  await migrate(db.pool);
  await unguarded(`
    create temporary table seen as
      select (select string_agg(sha256, ' ') from file_texts where read_at is null) as waiting,
             (select said from captions) as said,
             (select string_agg(title, ' ') from search_documents where words @@ 'gannet') as found;`);

  const { rows } = await db.pool.query('select * from seen');
  expect(rows).toEqual([{ waiting: 'aa', said: 'The gannet', found: 'B' }]);
});

it('what posts showed before this version is found where it was read, and noted to be read where not', async () => {
  await startBefore('0079');
  await unguarded(kept);
  await unguarded(shown);
  await migrate(db.pool);
  await unguarded(`
    create temporary table known as
      select (select string_agg(sha256, ' ') from file_texts where read_at is null) as waiting,
             (select string_agg(title, ' ' order by title) from search_documents where words @@ 'sanderling') as found;`);

  const { rows } = await db.pool.query('select * from known');
  expect(rows).toEqual([{ waiting: 'cc', found: 'A C' }]);
});

it('what an article said before this version is shown with its headings apart', async () => {
  await startBefore('0082');
  await unguarded(kept);
  await unguarded(`
    insert into articles (organization_id, id, community_id, position, kind, title, published_no)
      values (${organization}, ${thread}, ${community}, 1, 'page', 'D', 1);
    insert into article_revisions (organization_id, article_id, revision_no, title, source, html, renderer_version, written_by)
      values (${organization}, ${thread}, 1, 'D', '## Why', '<h2>Why</h2><p>The knot</p>', 1, ${person});`);
  await migrate(db.pool);
  await unguarded(
    `create temporary table told as select body from search_documents where words @@ 'knot';`,
  );

  const { rows } = await db.pool.query('select body from told');
  expect(rows.map(({ body }) => body.replaceAll(/\s+/g, ' ').trim())).toEqual(['Why · The knot']);
});
