import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { picture, signedIn, textFile } from '../support/files.ts';
import { collect, replaceFile, shareFile, shareLink, tellStory } from '../support/library.ts';
import type { Answer } from '../support/platform/browser.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
/** Leads the community. */
let ana: Visitor;
let ben: Visitor;
/** Of another course, which no community of hers is mapped to. */
let cleo: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  cleo = await world.cleo();
});

afterAll(() => world.close());

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const lasting = (path: string) =>
  path.includes('/library/') ? `/resources/${idOf(path)}` : `/collections/${idOf(path)}`;
const wish = async (who: Visitor, path: string, wanted: string, page?: Answer) =>
  who.press(page ?? (await who.get(path)), `${path}/reach`, { wish: wanted });

/** What Ana lets everybody see because Ben asked. */
async function opened(path: string): Promise<string> {
  await wish(ben, path, 'ask');
  expect((await wish(ana, path, 'widen')).status).toBe(303);
  return path;
}

const filePathIn = ({ body }: Answer) => /\/files\/[\w-]{36}/.exec(body)?.[0] ?? '';

describe('who may see a resource', () => {
  it('is the whole organization once somebody else agrees; then it is found, listed and seen from an unmapped course (R3, R72)', async () => {
    const link = await shareLink(ben, home, { title: 'Lifting with a sling' });
    expect((await cleo.get(lasting(link))).status).toBe(404);
    expect((await wish(ben, link, 'widen')).status).toBe(403);
    await wish(ben, link, 'ask');
    expect((await cleo.get(lasting(link))).status).toBe(404);
    expect((await ana.get(`${home}/care`)).body).toContain('Lifting with a sling');

    await wish(ana, link, 'widen');

    const page = await cleo.get(lasting(link));
    expect(page.body).toContain('half as long');
    expect((await cleo.get('/library?kind=link')).body).toContain('Lifting with a sling');
    expect((await cleo.get('/library?kind=article')).body).not.toContain('Lifting with a sling');
    expect((await cleo.get('/search?q=sling')).body).toContain(`href="${lasting(link)}"`);
    expect((await cleo.get(link)).status).toBe(404);
    expect((await ana.get(`${home}/care`)).body).not.toContain('Lifting with a sling');
  });

  it('is asked about no longer once whoever asked takes that back', async () => {
    const link = await shareLink(ben, home, { title: 'Lifting with a belt' });
    const collection = await collect(ben, home, { title: 'Belts and slings' });
    for (const path of [link, collection]) {
      await wish(ben, path, 'ask');
      expect((await ana.get(`${home}/care`)).body).toContain(path);
      await wish(ben, path, 'withdraw');
      expect((await ana.get(`${home}/care`)).body).not.toContain(path);
      expect((await cleo.get(lasting(path))).status).toBe(404);
    }
  });

  it('says to whoever leads alone that nobody else may answer, and where to find somebody', async () => {
    const link = await shareLink(ana, home, { title: 'Lifting alone' });
    const collection = await collect(ana, home, { title: 'Alone with it' });
    for (const path of [link, collection]) {
      await wish(ana, path, 'ask');
      const { body } = await ana.get(path);
      expect(body).toContain('Nobody else here can agree yet.');
      expect(body).toContain(`<a href="${home}/roles">Find somebody`);
    }
    const bens = await shareLink(ben, home, { title: 'Lifting in pairs' });
    await wish(ben, bens, 'ask');
    expect((await ben.get(bens)).body).toContain('another reviewer answers');
  });

  it('is told no story and no comment of it (R73)', async () => {
    const link = await opened(await shareLink(ben, home, { title: 'A quiet word' }));
    await tellStory(ben, link, { tried: 'A story of the ward' });
    await ana.press(await ana.get(link), `${link}/remarks`, { body: 'A comment of the ward' });
    const { body } = await cleo.get(lasting(link));
    expect(body).toContain('A quiet word');
    expect(body).not.toContain('of the ward');
    expect((await cleo.get('/search?q=comment+ward')).body).not.toContain('comment of the ward');
  });

  it('opens the file it is now, by a link signed for them, and none that it was before (R73)', async () => {
    const file = await shareFile(world, ben, home, textFile('first.txt', 'Not for all'));
    const first = filePathIn(await ben.get(file));
    await replaceFile(world, ben, file, { file: textFile('second.txt', 'For all') });
    await opened(file);
    const page = await cleo.get(lasting(file));
    const [link = ''] = signedIn(page);
    const read = await cleo.get(link);
    expect([read.status, read.body]).toEqual([200, 'For all']);
    expect((await cleo.get(first)).status).toBe(404);
    expect((await cleo.get(`${file}/versions`)).status).toBe(404);
    const kept = await shareFile(world, ben, home, await picture('kept.png'));
    expect((await cleo.get(filePathIn(await ben.get(kept)))).status).toBe(404);
  });

  it('is the community again once another file or address is given, until somebody else has seen that', async () => {
    const file = await opened(await shareFile(world, ben, home, textFile('a.txt', 'One')));
    const seen = await ana.get(file);
    const theirs = await ben.get(file);
    await replaceFile(world, ben, file, { file: textFile('b.txt', 'Two') });
    expect((await cleo.get(lasting(file))).status).toBe(404);
    const markOf = ({ body }: Answer) => /name="seen" value="([^"]+)"/.exec(body)?.[1] ?? '';
    const widening = (page: Answer) => ({ wish: 'widen', seen: markOf(page) });
    const own = await ben.press(theirs, `${file}/reach`, widening(await ana.get(file)));
    expect(own.status).toBe(403);
    const late = await ana.press(seen, `${file}/reach`, widening(seen));
    expect(late.status).toBe(409);
    await wish(ana, file, 'widen');
    expect((await cleo.get(lasting(file))).status).toBe(200);
  });

  it('ends where it is withdrawn, comes again with it, and is narrowed by whoever gave it', async () => {
    const link = await opened(await shareLink(ben, home, { title: 'Boiling a kettle' }));
    const ids = idOf(link);
    const many = await ana.get(`${home}/library/many?act=withdraw&ids=${ids}`);
    const done = await ana.press(many, `${home}/library/many`, { act: 'withdraw', ids });
    expect((await cleo.get(lasting(link))).status).toBe(404);
    expect((await cleo.get('/library')).body).not.toContain('Boiling a kettle');
    expect((await cleo.get('/search?q=kettle')).body).not.toContain('Boiling a kettle');
    const change = done.location?.pathname ?? '';
    await ana.press(await ana.get(change), change, {});
    expect((await cleo.get('/library')).body).toContain('Boiling a kettle');
    await wish(ben, link, 'narrow');
    expect((await cleo.get('/library')).body).not.toContain('Boiling a kettle');
    expect((await cleo.get(lasting(link))).status).toBe(404);
    const { rows } = await world.house.database.within(world.organizationId, (tx) =>
      sql<{ verb: string }>`
        select verb from activity where object_id = ${ids} and verb in ('opened', 'closed') order by id`.execute(
        tx,
      ),
    );
    expect(rows.map(({ verb }) => verb)).toEqual(['opened', 'closed']);
  });
});

describe('a collection for everybody', () => {
  it('shows of what stands in it what is for everybody itself, and tells of nothing else (R73)', async () => {
    const collection = await collect(ben, home, { title: 'The first night' });
    const [shared, kept] = [
      await opened(await shareLink(ben, home, { title: 'Where the keys are' })),
      await shareLink(ben, home, { title: 'Who has the keys' }),
    ];
    for (const resource of [shared, kept]) {
      const path = `${collection}/items`;
      await ben.press(await ben.get(path), path, { act: 'add', resource: idOf(resource) });
    }
    expect((await cleo.get(lasting(collection))).status).toBe(404);
    await opened(collection);
    const { body } = await cleo.get(lasting(collection));
    expect(body).toContain(`href="${lasting(shared)}"`);
    expect(body).not.toContain('Who has the keys');
    expect((await ben.get(collection)).body).toContain('not for everybody');
    expect((await cleo.get('/library?kind=collection')).body).toContain('The first night');
    await wish(ben, collection, 'narrow');
    expect((await cleo.get(lasting(collection))).status).toBe(404);
  });
});

describe('the library of the organization', () => {
  it('puts first what more people say was of use to them, and goes on where a page ends (R72)', async () => {
    const useful = await opened(await shareLink(ben, home, { title: 'Of great use' }));
    await ana.press(await ana.get(useful), `${useful}/thanks`, { wish: 'give' });
    await tellStory(ana, useful);
    for (let count = 1; count <= 26; count += 1)
      await opened(await shareLink(ben, home, { title: `Of little use ${count}.` }));

    const front = await cleo.get('/library');
    expect(front.body.indexOf('Of great use')).toBeLessThan(
      front.body.indexOf('Of little use 26.'),
    );
    const titles = ({ body }: Answer) =>
      [...body.matchAll(/class="title"[^>]*>([^<]+)</g)].map(([, title = '']) => title);
    const first = await cleo.get('/library?order=useful&kind=link');
    const [, next = ''] = /href="([^"]+)" rel="next"/.exec(first.body) ?? [];
    const second = await cleo.get(next.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    expect(second.body).not.toContain('rel="next"');
    const seen = [...titles(first), ...titles(second)];
    expect(seen[0]).toBe('Of great use');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((title) => title.startsWith('Of little use'))).toHaveLength(26);
    expect((await cleo.get('/library?topic=Nothing')).body).toContain('Nothing here is like that');
  });
});
