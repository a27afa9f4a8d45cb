import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { ZipFile } from 'yazl';
import { Article } from '../../src/portability/parts/articles.ts';
import { linesOf, takeAlong, unpacked, type Contents } from '../support/archive.ts';
import { fetchBare, formWith, send, signedIn, tokenOf } from '../support/files.ts';
import { furnish, type Furnished } from '../support/furnished.ts';
import { answerTo, onPost, postIn } from '../support/talk.ts';
import { readTexts } from '../support/texts.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';
import { carried } from './what-leaves.ts';

let world: World;
let furnished: Furnished;
let zip: Buffer;
let before: Contents;
let lena: Visitor;
let setUp: string;
/** The organization that it comes into. */
let elsewhere: string;

const person = { sub: 'person-lena', given: 'Lena', family: 'Vogt', email: 'lena@lms.test' };
const course = { id: 'elsewhere', label: 'E', title: 'Elsewhere' };

beforeAll(async () => {
  world = await openWorld({ runsJobs: true });
  furnished = await furnish(world);
  await world.house.database.within(world.organizationId, (tx) =>
    sql`update posts set revision_no = 2 where post_no = 1`.execute(tx),
  );
  for (const table of ['articles', 'resources', 'collections'])
    await world.house.database.within(world.organizationId, (tx) =>
      sql`update ${sql.table(table)} set reach = 'organization' where standing = 'shown'`.execute(
        tx,
      ),
    );
  zip = (await takeAlong(world.house, furnished.ana, furnished.home)).zip;
  before = await unpacked(zip);
  const other = await world.neighbour('Another University');
  elsewhere = other.organizationId;
  lena = await other.launch({ person, role: 'instructor', course });
  setUp = lena.arrived.url.pathname;
});

afterAll(() => world.close());

const courseId = () => courseOf(lena);
const courseOf = ({ arrived }: Visitor) => arrived.url.pathname.split('/')[2] ?? '';

/** Brings an archive, as the form of a page does. */
async function bring(who: Visitor, archive: Buffer): Promise<Response> {
  const file = { name: 'tutors.zip', bytes: new Uint8Array(archive) };
  const form = formWith({ _token: await tokenOf(who) }, [file]);
  return send(world.house, who, `/imports?course=${courseOf(who)}`, form);
}

/** Brings it and has it founded. @returns the page that says what came of it */
async function come(who: Visitor, archive: Buffer): Promise<string> {
  const answer = await bring(who, archive);
  if (answer.status === 422) return answer.text();
  const path = answer.headers.get('location') ?? '';
  await who.press(await who.get(path), path, {});
  for (;;) {
    const { body } = await who.get(path);
    if (!body.includes('<progress')) return body;
    await setTimeout(50);
  }
}

/** The same archive with something else in it. */
async function packed(contents: Contents): Promise<Buffer> {
  const file = new ZipFile();
  for (const [path, bytes] of contents) file.addBuffer(bytes, path);
  file.end();
  return buffer(file.outputStream);
}

const changed = (path: string, change: (text: string) => string): Promise<Buffer> =>
  packed(
    new Map(
      [...before].map(([name, bytes]) => [
        name,
        name === path ? Buffer.from(change(bytes.toString())) : bytes,
      ]),
    ),
  );

/** The same archive, with a file in it that lies where its hash says. */
function withFile(name: string, text: string): Promise<Buffer> {
  const hash = createHash('sha256').update(text).digest('hex');
  return packed(new Map([...before, [`files/${hash.slice(0, 16)}/${name}`, Buffer.from(text)]]));
}

/** The same ZIP with one byte turned over, where what is in this entry begins. */
function damaged(path: string): Buffer {
  const bytes = Buffer.from(zip);
  const name = bytes.indexOf(path);
  const length = bytes.readUInt16LE(name - 2) + Buffer.byteLength(path);
  bytes.writeUInt8(bytes.readUInt8(name + length) ^ 0xff, name + length);
  return bytes;
}

const without = (path: string) => packed(new Map([...before].filter(([name]) => name !== path)));

const countsOf = (contents: Contents) => {
  const { parts } = JSON.parse(contents.get('guildhall.json')?.toString() ?? '{}');
  return parts.map(({ name, lines }: { name: string; lines: number }) => [name, lines]);
};

/** The lines without what is another's in another place: ids, and the accounts of members. */
const sameIn = (contents: Contents, part: string) =>
  linesOf(contents, part)
    .map((line) =>
      JSON.stringify(line)
        .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
        .replace(/"closedAt":("[^"]*"|null)/, ''),
    )
    .toSorted();

describe('an archive that comes in', () => {
  it('is refused, with what is wrong with which part, and nothing is founded (R33)', async () => {
    const nothing = formWith({ _token: await tokenOf(lena) }, []);
    const answer = await send(world.house, lena, `/imports?course=${courseId()}`, nothing);
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining('Choose the ZIP first.'),
    ]);
    const noZip = await come(lena, Buffer.from('no ZIP at all'));
    expect(noZip).toContain('no archive of a community');
    expect(noZip).toContain('Nothing of it was kept here. Bring the ZIP as it was downloaded');
    expect(await come(lena, await without('guildhall.json'))).toContain(
      'no archive of a community',
    );
    expect(
      await come(
        lena,
        await changed('guildhall.json', (text) => text.replace('"version": 2', '"version": 3')),
      ),
    ).toContain('newer version');
    const lacking = await come(lena, await without('posts.jsonl'));
    expect(lacking).toContain('A part of the archive is missing. It is in posts.jsonl.');
    expect(lacking).toContain('Nothing of it was kept here. Download the archive once more');
    expect(await come(lena, damaged('guildhall.json'))).toContain('not as it was made');
    expect(await come(lena, damaged('posts.jsonl'))).toContain('It is in posts.jsonl.');
    expect(
      await come(
        lena,
        await changed('posts.jsonl', (text) => text.replace('Thank you', 'Thank me!')),
      ),
    ).toContain('not as it was made');
    const picture = [...before.keys()].find((path) => path.endsWith('board.png')) ?? '';
    const script = '<script>alert(1)</script>';
    expect(await come(lena, await changed(picture, () => script))).toContain(
      `It is in ${picture}.`,
    );
    expect(await come(lena, await withFile('board.png', script))).toContain(
      'is of a kind that is not taken',
    );
    expect(await come(lena, await without(picture))).toContain('It is in files.jsonl, line ');
    expect((await lena.get(setUp)).url.pathname).toBe(setUp);
  });

  it('is nobody else’s to bring or to see', async () => {
    const form = `/imports/new?course=${courseId()}`;
    expect((await furnished.ben.get('/imports/new')).status).toBe(404);
    expect((await furnished.ana.get(form)).status).toBe(404);
    const path = (await bring(lena, zip)).headers.get('location') ?? '';
    const { body } = await lena.get(path);
    expect(body).toContain('Found “Tutors” here?');
    for (const said of [
      'Threads: 6',
      'Posts: 9',
      'Articles: 2',
      'Resources of the library: 3',
      'Files: 4 (673 bytes)',
      'People named in it: 3',
    ])
      expect(body).toContain(`<li>${said}</li>`);
    expect((await furnished.ana.get(path)).status).toBe(404);
  });

  describe('founds', () => {
    let home: string;
    let after: Contents;

    beforeAll(async () => {
      const page = await come(lena, zip);
      home = /href="(\/communities\/[\w-]+)"/.exec(page)?.[1] ?? page;
      after = await unpacked((await takeAlong(world.house, lena, home)).zip);
    });

    it('the same community in another organization: equal counts, equal contents (R33)', () => {
      expect(countsOf(after)).toEqual(countsOf(before));
      const hashes = (contents: Contents) =>
        linesOf(contents, 'files')
          .map((line) => String(line['sha256']))
          .toSorted();
      expect(hashes(after)).toEqual(hashes(before));
      for (const part of [
        'threads',
        'posts',
        'resources',
        'captions',
        'collections',
        'stories',
        'agenda',
        'sections',
        'articles',
        'glossary',
      ])
        expect(sameIn(after, part)).toEqual(sameIn(before, part));
    });

    it('something of everything that an archive is said to carry (R33)', async () => {
      const countIn = (table: string) =>
        world.house.database.within(elsewhere, async (tx) => {
          const { rows } = await sql<{ count: number }>`
            select count(*)::integer as count from ${sql.table(table)}`.execute(tx);
          return rows[0]?.count ?? 0;
        });
      const lacking: string[] = [];
      for (const table of carried) if ((await countIn(table)) === 0) lacking.push(table);
      expect(carried.length).toBeGreaterThan(30);
      expect(lacking).toEqual([]);
    });

    it('questions from outside with what they are about, stories of articles, and the glossary', async () => {
      const asked = linesOf(after, 'threads').find(({ fromOutside }) => fromOutside !== null);
      const article = linesOf(after, 'articles').find(({ title }) => title === 'Washing hands');
      expect(asked).toMatchObject({
        title: 'How long?',
        fromOutside: { about: { kind: 'article', id: article?.['id'] } },
      });
      const thread = await lena.get(`${home}/threads/${String(asked?.['id'])}`);
      expect(thread.body).toContain('Asked from outside');
      expect(thread.body).toMatch(/It was asked about <a[^>]*>Washing hands</);
      const page = await lena.get(`${home}/knowledge/${String(article?.['id'])}`);
      expect(page.body).toContain('With cold water.');
      const glossary = await lena.get(`${home}/knowledge/glossary`);
      expect(glossary.body).toContain('Clean &lt;hands&gt;');
      expect(glossary.body).toContain(`href="${home}/knowledge/${String(article?.['id'])}"`);
    });

    it('pages whose internal links all lead to pages of the new community (R33)', async () => {
      const seen = new Set<string>();
      const next = [
        home,
        `${home}/threads`,
        `${home}/library`,
        `${home}/collections`,
        `${home}/practice`,
      ];
      for (const line of linesOf(after, 'threads'))
        next.push(`${home}/threads/${String(line['id'])}`);
      for (const line of linesOf(after, 'resources'))
        next.push(`${home}/library/${String(line['id'])}`);
      for (const line of linesOf(after, 'collections'))
        next.push(`${home}/collections/${String(line['id'])}`);
      for (const line of linesOf(after, 'articles'))
        next.push(`${home}/knowledge/${String(line['id'])}`);
      const old = furnished.home.split('/').at(-1) ?? '';
      for (const path of next) {
        const { status, body } = await lena.get(path);
        expect([path, status]).toEqual([path, 200]);
        expect(body).not.toContain(old);
        const prose = [
          ...body.matchAll(/<(?:div|p)[^>]*class="[^"]*prose[^"]*"[^>]*>([\s\S]*?)<\/div>/g),
        ].join('');
        for (const [, link = ''] of prose.matchAll(/href="(?:http:\/\/localhost:\d+)?(\/[^"#]*)/g))
          seen.add(link);
      }
      expect(seen.size).toBeGreaterThan(2);
      for (const link of seen) {
        const path = link.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
        expect([path, (await lena.get(path)).status]).toEqual([path, 200]);
      }
    });

    it('what was for its whole organization, for nobody else than its readers until somebody here agrees', async () => {
      for (const [part, room] of [
        ['articles', 'knowledge'],
        ['resources', 'library'],
        ['collections', 'collections'],
      ] as const) {
        const [line] = linesOf(after, part);
        expect(line).toMatchObject({ reach: 'organization' });
        const { body } = await lena.get(`${home}/${room}/${String(line?.['id'])}`);
        expect(body).toContain('The community may read this.');
        expect(body).toContain('You asked that everybody may');
      }
    });

    it('articles that are tied to the posts they were made of, as far as the archive says', async () => {
      const [line] = linesOf(after, 'articles');
      expect(line).toMatchObject({ madeOf: [{ isChanged: true }, { isChanged: false }] });
      const page = await lena.get(`${home}/knowledge/${String(line?.['id'])}`);
      const [, beneath = ''] = page.body.split('id="sources"');
      const question = linesOf(after, 'threads').find(({ kind }) => kind === 'question');
      const thread = `${home}/threads/${String(question?.['id'])}`;
      for (const no of [1, 2]) expect(beneath).toMatch(new RegExp(`${thread}[^"]*#post-${no}"`));
      expect((await lena.get(thread)).body).toContain('dir="auto">Marking drafts');
      expect(Article.parse({ ...line, madeOf: undefined })).toMatchObject({ madeOf: [] });
    });

    it('files that open, threads that go on, and numbers that stay with those who hid their names', async () => {
      const question = linesOf(after, 'threads').find((line) => line['kind'] === 'question');
      const thread = `${home}/threads/${String(question?.['id'])}`;
      const page = await lena.get(thread);
      const [shown = ''] = signedIn(page);
      expect((await fetchBare(world.house, shown)).status).toBe(200);
      expect(postIn(page, 2)).toContain('@<bdi>Ben Okafor</bdi>');
      expect(postIn(page, 4)).toContain('Anonymous 1');
      await onPost(lena, thread, { postNo: 2, deed: 'reactions', fields: { give: 'thanks' } });
      await answerTo(lena, thread, 'I hide mine too', { anonymous: 'on' });
      const [, , , , fifth] = linesOf(
        await unpacked((await takeAlong(world.house, lena, home)).zip),
        'posts',
      ).filter((line) => line['thread'] === question?.['id']);
      expect(fifth).toMatchObject({ no: 5, alias: 2 });
      const [, second] = linesOf(
        await unpacked((await takeAlong(world.house, lena, home)).zip),
        'posts',
      ).filter((line) => line['thread'] === question?.['id']);
      expect(second).toMatchObject({ thanks: 2 });
    });

    it('files that are found by what they say, once they were read', async () => {
      await readTexts(world);
      const { body } = await lena.get(`${home}/search?q=two&kind=resource`);
      expect(body).toContain('In the file');
      expect(body).toContain('One <mark>Two</mark>');
    });

    it('what archives of the first version held, which had no glossary (R33)', async () => {
      const manifest = JSON.parse(before.get('guildhall.json')?.toString() ?? '{}');
      const parts = manifest.parts.filter(({ name }: { name: string }) => name !== 'glossary');
      const first = { ...manifest, version: 1, parts };
      const older = new Map(before).set('guildhall.json', Buffer.from(JSON.stringify(first)));
      older.delete('glossary.jsonl');
      const again = await world.neighbour('A Third University');
      const mia = await again.launch({ person, role: 'instructor', course });
      expect(await come(mia, await packed(older))).toMatch(/href="\/communities\/[\w-]+"/);
    });

    it('a community that nobody belongs to but whoever brought it', async () => {
      const people = await lena.get(`${home}/people`);
      expect(people.body).toContain('Lena Vogt');
      expect(people.body).not.toContain('Ben Okafor');
      const again = await bring(lena, zip);
      expect(again.status).toBe(404);
    });
  });
});
