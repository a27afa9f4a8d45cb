import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Answer } from '../support/platform/browser.ts';
import { ana as teacherOfAll } from '../support/platform/launch-claims.ts';
import { addressIn, give, picture, textFile, tokenOf } from '../support/files.ts';
import { aLink, shareFile, shareLink } from '../support/library.ts';
import { begin, pathOf } from '../support/talk.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let cleo: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  cleo = await world.cleo();
});

afterAll(() => world.close());

const within = <T>(work: Parameters<typeof world.house.database.within<T>>[1]) =>
  world.house.database.within(world.organizationId, work);
const idOf = (path: string) => path.split('/').at(-1) ?? '';
const library = (query = '', who = ben, at = home) => who.get(`${at}/library${query}`);
const titlesOf = ({ body }: Answer) =>
  [...body.matchAll(/<a class="title" href="[^"]+"[^>]*>([^<]*)</g)].map(([, title]) => title);
const topicCalled = ({ body }: Answer, name: string) =>
  new RegExp(`<option value="([\\w-]{36})"[^>]*>${name}<`).exec(body)?.[1] ?? '';

/** A community of its own, and what is shared there. */
async function shelf(name: string): Promise<string> {
  const course = { id: `course-${name}`, label: name, title: name };
  const teacher = await world.launch({ person: teacherOfAll, role: 'instructor', course });
  return foundCommunity(teacher, { name, topics: 'feedback, drafts', difference: 'Its own.' });
}

describe('the library', () => {
  it('says what to do while it is empty', async () => {
    const { body } = await library('', ana, await shelf('Empty'));

    expect(body).toContain('Nothing is here yet.');
    expect(body).toContain('/library/new"');
  });

  it('is in the navigation of the community', async () => {
    expect((await ben.get(home)).body).toContain(`<a href="${home}/library">Library</a>`);
  });

  it('narrows by kind, topic, language and freshness (R11)', async () => {
    const here = await shelf('Narrow');
    const form = await ana.get(`${here}/library/new`);
    const topic = topicCalled(form, 'drafts');
    await shareLink(ana, here, { title: 'Link in French', language: 'fr' });
    await shareLink(ana, here, { title: 'Link on drafts', topic });
    const old = await shareLink(ana, here, { title: 'Old link' });
    await shareFile(world, ana, here, await picture());
    const past = new Date(Date.now() - 100 * 86_400_000);
    await within((tx) =>
      tx.updateTable('resources').set({ updatedAt: past }).where('id', '=', idOf(old)).execute(),
    );

    expect(titlesOf(await library('?kind=picture', ana, here))).toEqual([aLink.title]);
    expect(titlesOf(await library('?language=fr', ana, here))).toEqual(['Link in French']);
    expect(titlesOf(await library(`?topic=${topic}`, ana, here))).toEqual(['Link on drafts']);
    expect(titlesOf(await library('?since=month', ana, here))).not.toContain('Old link');
    expect(titlesOf(await library('?since=year', ana, here))).toContain('Old link');
    expect((await library('?kind=video', ana, here)).body).toContain('Nothing here is like that.');
    expect(titlesOf(await library('?kind=x&topic=y&order=z&after=q', ana, here))).toHaveLength(4);
  });

  it.each(['newest', 'thanked', 'title'])('goes on page by page: %s', async (order) => {
    const here = await shelf(`Pages ${order}`);
    const { communityId, givenBy } = await within((tx) =>
      tx
        .selectFrom('communities')
        .select(['id as communityId', 'createdBy as givenBy'])
        .where('id', '=', idOf(here))
        .executeTakeFirstOrThrow(),
    );
    await within((tx) =>
      sql`insert into resources (organization_id, id, community_id, given_by, kind, title, title_key,
                                 why_source, why_html, renderer_version, licence, url, thanks)
            select ${world.organizationId}, gen_random_uuid(), ${communityId}, ${givenBy}, 'link',
                   'Item ' || n, 'item ' || (n % 7), 'w', 'w', 1, 'by', 'https://example.org', n % 3
              from generate_series(1, 60) as n`.execute(tx),
    );
    const seen: unknown[] = [];
    let path = `${here}/library?order=${order}`;
    while (path) {
      const page = await ana.get(path);
      seen.push(...titlesOf(page));
      path = /<a href="([^"]+)" rel="next"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
      path = path.replaceAll('&#x3D;', '=');
    }

    expect(seen).toHaveLength(60);
    expect(new Set(seen).size).toBe(60);
  });

  it('sorts by thanks and by title', async () => {
    const here = await shelf('Sorted');
    const first = await shareLink(ana, here, { title: 'Émile' });
    await shareLink(ana, here, { title: 'Zebra' });
    await within((tx) =>
      tx.updateTable('resources').set({ thanks: 5 }).where('id', '=', idOf(first)).execute(),
    );

    expect(titlesOf(await library('', ana, here))).toEqual(['Zebra', 'Émile']);
    expect(titlesOf(await library('?order=thanked', ana, here))).toEqual(['Émile', 'Zebra']);
    expect(titlesOf(await library('?order=title', ana, here))).toEqual(['Émile', 'Zebra']);
  });

  it('is hidden from those outside', async () => {
    expect((await library('', cleo)).status).toBe(404);
  });
});

describe('files of the talk', () => {
  it('are listed with the post that shows them, without who wrote it', async () => {
    const words = await give(world, ben, home, textFile('ward-notes.txt', 'Notes'));
    const thread = await begin(ben, home, { title: 'Where they stand', body: words });
    const page = await library('?show=attachments', ana);

    expect(page.body).toContain('ward-notes.txt');
    expect(page.body).toContain(`href="${thread.split('?')[0]}`);
    expect(page.body).toContain('Where they stand');
    expect((await library('', ana)).body).not.toContain('ward-notes.txt');
  });

  it('go with the post that showed them', async () => {
    const words = await give(world, ben, home, textFile('hidden-notes.txt', 'Not these'));
    const thread = await begin(ben, home, { body: words });
    expect((await library('?show=attachments', ana)).body).toContain('hidden-notes.txt');
    const care = `${thread}/posts/1/care/hide`;
    await ana.press(await ana.get(care), care, { rule: 'spam', words: 'No' });

    expect((await library('?show=attachments', ana)).body).not.toContain('hidden-notes.txt');
  });

  it('that no post shows are not listed', async () => {
    const words = await give(world, ben, home, textFile('lonely.txt', 'Alone'));

    expect(addressIn(words)).not.toBe('');
    expect((await library('?show=attachments', ben)).body).not.toContain('lonely.txt');
  });
});

describe('several at once', () => {
  const many = () => `${home}/library/many`;
  const query = (act: string, ids: string[]) =>
    `?act=${act}${ids.map((id) => `&ids=${id}`).join('')}`;

  async function change(act: string, ids: string[], fields: object = {}): Promise<string> {
    const page = await ana.get(`${many()}${query(act, ids)}`);
    const token = { _token: await tokenOf(ana) };
    const answer = await ana.press(page, many(), { ...token, act, ids, ...fields });
    expect(answer.status).toBe(303);
    return pathOf(answer);
  }

  it('are withdrawn by a facilitator who confirmed it, and brought back', async () => {
    const paths = [await shareLink(ben, home), await shareLink(ben, home)];
    const asked = await ana.get(`${many()}${query('withdraw', paths.map(idOf))}`);
    expect(asked.body).toContain('Withdraw these?');
    expect((await library()).body).toContain(paths[0]);

    const done = await change('withdraw', paths.map(idOf));
    expect((await ana.get(done)).body).toContain('2 resources were withdrawn.');
    for (const path of paths) expect((await library()).body).not.toContain(path);

    await ana.press(await ana.get(done), done, {});
    expect((await ana.get(done)).body).toContain('It was undone.');
    for (const path of paths) expect((await library()).body).toContain(path);
  });

  it('get a topic, and each its own again', async () => {
    const form = await ben.get(`${home}/library/new`);
    const [drafts, feedback] = [topicCalled(form, 'drafts'), topicCalled(form, 'feedback')];
    const plain = await shareLink(ben, home);
    const drafted = await shareLink(ben, home, { topic: drafts });
    const topicOf = async (path: string) =>
      /\?topic=([\w-]{36})/.exec((await ben.get(path)).body.replaceAll('&#x3D;', '='))?.[1];
    const done = await change('topic', [plain, drafted].map(idOf), { topic: feedback });
    expect([await topicOf(plain), await topicOf(drafted)]).toEqual([feedback, feedback]);

    await ana.press(await ana.get(done), done, {});
    expect([await topicOf(plain), await topicOf(drafted)]).toEqual([undefined, drafts]);
  });

  it('leaves what somebody changed meanwhile', async () => {
    const path = await shareLink(ben, home);
    const done = await change('withdraw', [idOf(path)]);
    await ana.press(await ana.get(path), `${path}/standing`, { standing: 'shown' });
    await ana.press(await ana.get(path), `${path}/standing`, { standing: 'withdrawn' });
    await ana.press(await ana.get(path), `${path}/standing`, { standing: 'shown' });
    await ana.press(await ana.get(done), done, {});

    expect((await ben.get(path)).body).not.toContain('withdrew');
  });

  it('touch nothing of another community', async () => {
    const there = await shareLink(ana, await shelf('Elsewhere'));
    const done = await change('withdraw', [idOf(there)]);

    expect((await ana.get(done)).body).toContain('0 resources were withdrawn.');
    expect((await ana.get(there)).body).not.toContain('Withdrawn');
  });
});
