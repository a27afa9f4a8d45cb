import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { addressIn, fetchBare, give, picture, signedIn, textFile } from '../support/files.ts';
import { answerTo, begin, pathOf } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const hourMs = 3_600_000;
let clock = Date.now();

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let thread: string;
/** Ben's picture, as Ana's page links it. */
let link: string;

beforeAll(async () => {
  const lasting = 1000 * hourMs;
  const now = () => new Date(clock);
  world = await openWorld({ now, sessionIdleMs: lasting, sessionMaxMs: lasting });
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  const shown = await give(world, ben, home, await picture());
  thread = await begin(ben, home, { kind: 'discussion', body: `Look: ${shown}` });
  [link = ''] = signedIn(await ana.get(thread));
});

afterAll(() => world.close());

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetchBare(world.house, path, headers, method);
const statusOf = async (path: string) => (await ask(path)).status;

describe('a file', () => {
  it('is shown in a post by an address that needs no cookie', async () => {
    const answer = await ask(link);

    expect(answer.status).toBe(200);
    const { width, format } = await sharp(await answer.arrayBuffer()).metadata();
    expect({ width, format }).toEqual({ width: 40, format: 'png' });
  });

  it('has no address in a stored post that could expire', async () => {
    const { rows } = await world.house.database.within(world.organizationId, async (tx) => ({
      rows: await tx.selectFrom('posts').select(['bodyHtml', 'bodySource']).execute(),
    }));

    expect(rows[0]?.bodyHtml).toContain(`<img src="${link.split('?')[0]}" alt="photo"`);
    expect(JSON.stringify(rows)).not.toContain('?s=');
  });

  it('keeps its address while a page is open', async () => {
    expect(signedIn(await ana.get(thread))).toEqual([link]);
  });

  it('is never taken for anything that runs', async () => {
    const { headers } = await ask(link);

    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline; filename=photo.png',
      'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
      'x-content-type-options': 'nosniff',
      'cache-control': expect.stringMatching(/^private/),
    });
  });

  it('that is no picture and does not play is to be saved, not opened', async () => {
    const words = await give(world, ben, home, textFile('plan.txt', 'Ten steps'));
    const at = pathOf(await answerTo(ben, thread, words));
    const [, path = ''] = signedIn(await ana.get(at));
    const answer = await ask(path);

    expect(answer.headers.get('content-disposition')).toBe('attachment; filename=plan.txt');
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await answer.text()).toBe('Ten steps');
  });
});

describe('no address of a file works', () => {
  it('without a valid signature', async () => {
    const [plain = ''] = link.split('?');
    const bearer = link.replace(/\.([\w-])/, (_, first) => `.${first === 'A' ? 'B' : 'A'}`);
    const made = `${plain}?s=zzzzzz.${'B'.repeat(43)}.${'A'.repeat(43)}`;

    for (const path of [plain, `${plain}?s=`, `${plain}?s=a.b.c`, `${link}x`, bearer, made])
      expect([path, await statusOf(path)]).toEqual([path, 401]);
    expect(await statusOf(`${plain}?s=${'x'.repeat(1000)}`)).toBe(401);
    expect(await statusOf(`${link}&s=again`)).toBe(401);
    expect(await statusOf('/files/not-an-id?s=x')).toBe(404);
  });

  it('with any other last sign, also where it means the same bytes', async () => {
    for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      const path = link.slice(0, -1) + sign;
      expect([path, await statusOf(path)]).toEqual([path, path === link ? 200 : 401]);
    }
  });

  it('for another file', async () => {
    const words = await give(world, ben, home, await picture('other.png', { red: 10 }));
    await answerTo(ben, thread, words);
    const [, signature = ''] = link.split('?');

    expect(await statusOf(`${addressIn(words)}?${signature}`)).toBe(401);
  });

  it('after its expiry', async () => {
    const before = clock;
    clock += 12 * hourMs;
    expect(await statusOf(link)).toBe(401);
    clock = before;
    expect(await statusOf(link)).toBe(200);
  });

  it('later, though whoever is still here gets a new one', async () => {
    const before = clock;
    clock += 12 * hourMs;
    const page = await ana.browser.get(new URL(link, world.house.url));
    clock = before;

    expect(page.status).toBe(303);
    expect(pathOf(page)).toMatch(/^\/files\/.*\?s=/);
    expect(pathOf(page)).not.toBe(link);
  });

  it('after the visit it was signed for', async () => {
    const guest = await world.ana();
    const [theirs = ''] = signedIn(await guest.get(thread));
    expect(await statusOf(theirs)).toBe(200);

    const expiresAt = new Date(clock - 1);
    const { database } = world.house;
    await database.within(world.organizationId, async (tx) => {
      const last = tx.selectFrom('sessions').select('id').orderBy('id', 'desc').limit(1);
      await tx.updateTable('sessions').set({ expiresAt }).where('id', '=', last).execute();
    });

    expect(await statusOf(theirs)).toBe(401);
    expect(await statusOf(link)).toBe(200);
  });

  it('for a person who may not see it', async () => {
    const cleo = await world.cleo();
    const [plain = ''] = link.split('?');

    expect((await cleo.get(plain)).status).toBe(404);
  });

  it('for somebody of another organization', async () => {
    const { launch } = await world.neighbour('Night College');
    const stranger = await launch({ role: 'learner' });
    const [plain = ''] = link.split('?');

    expect((await stranger.get(plain)).status).toBe(404);
  });
});

describe('a file that a post showed', () => {
  async function shownBy(who: Visitor): Promise<{ at: string; postNo: number; path: string }> {
    const words = await give(world, who, home, await picture('mine.png', { red: 90 }));
    const at = pathOf(await answerTo(who, thread, words));
    const page = await ana.get(at);
    const path = signedIn(page).at(-1) ?? '';
    expect(await statusOf(path)).toBe(200);
    return {
      at,
      postNo: Number(/post-(\d+)/.exec(at)?.[1] ?? page.body.match(/id="post-/g)?.length),
      path,
    };
  }

  it('is gone for others when its author takes it out, and back when they put it back', async () => {
    const { postNo, path } = await shownBy(ben);
    const edit = `${thread}/posts/${postNo}/edit`;
    const form = await ben.get(edit);
    const words = /<textarea id="body"[^>]*>([^<]*)</.exec(form.body)?.[1] ?? '';

    await ben.press(form, `${thread}/posts/${postNo}`, { body: 'Without it' });
    expect(await statusOf(path)).toBe(404);

    await ben.press(await ben.get(edit), `${thread}/posts/${postNo}`, { body: words });
    expect(await statusOf(path)).toBe(200);
  });

  it.each(['hidden', 'deleted'])('is gone for others while the post is %s', async (standing) => {
    const { postNo, path } = await shownBy(ben);
    const guest = await world.launch({
      role: 'learner',
      person: { sub: 'x', given: 'Xi', family: 'Y', email: 'xi@lms.test' },
    });
    await guest.press(guest.arrived, `${home}/membership`, {});
    const theirs =
      signedIn(await guest.get(`${thread}?from=1`)).find((other) =>
        other.startsWith(path.split('?')[0] ?? ''),
      ) ?? '';
    expect(await statusOf(theirs)).toBe(200);
    const stand = async (to: 'hidden' | 'deleted' | 'visible') => {
      await world.house.database.within(world.organizationId, (tx) =>
        tx.updateTable('posts').set({ standing: to }).where('postNo', '=', postNo).execute(),
      );
    };
    await stand(standing === 'hidden' ? 'hidden' : 'deleted');

    expect(await statusOf(theirs)).toBe(404);
    // Whoever decides about it still has to see it.
    expect(await statusOf(path)).toBe(200);
    await stand('visible');
    expect(await statusOf(theirs)).toBe(200);
  });

  it("is not shown by another's post that names it", async () => {
    const words = await give(world, ben, home, await picture('kept.png', { red: 120 }));
    const at = pathOf(await answerTo(ana, thread, `Look what I found: ${words}`));
    const path = signedIn(await ana.get(at)).at(-1) ?? '';

    expect(path).toContain(addressIn(words));
    expect(await statusOf(path)).toBe(404);
    expect((await ben.get(addressIn(words))).status).toBe(200);
  });

  it('says in the log which content is missing', async () => {
    const words = await give(world, ben, home, await picture('lost.png', { red: 140 }));
    const own = await ben.browser.get(new URL(addressIn(words), world.house.url));
    const found = readdirSync(world.house.filesFolder, { recursive: true, encoding: 'utf8' });
    const { sha256 } = await world.house.database.within(world.organizationId, (tx) =>
      tx
        .selectFrom('files')
        .select('sha256')
        .where('name', '=', 'lost.png')
        .executeTakeFirstOrThrow(),
    );
    rmSync(join(world.house.filesFolder, found.find((name) => name.endsWith(sha256)) ?? ''));

    expect(await statusOf(pathOf(own))).toBe(404);
    expect(world.house.logged()).toContain(`"sha256":"${sha256}"`);
  });
});

describe('range requests are correct at every edge (RFC 9110, 14)', () => {
  let path: string;
  const content = 'abcdefghij';

  beforeAll(async () => {
    const words = await give(world, ben, home, textFile('letters.txt', content));
    path = pathOf(await ben.browser.get(new URL(addressIn(words), world.house.url)));
  });

  it.each([
    ['bytes=0-0', 'a', 'bytes 0-0/10'],
    ['bytes=3-5', 'def', 'bytes 3-5/10'],
    ['bytes=8-', 'ij', 'bytes 8-9/10'],
    ['bytes=8-100', 'ij', 'bytes 8-9/10'],
    ['bytes=-3', 'hij', 'bytes 7-9/10'],
    ['bytes=-30', content, 'bytes 0-9/10'],
  ])('gives the part %s', async (range, part, contentRange) => {
    const answer = await ask(path, { range });

    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(contentRange);
    expect(answer.headers.get('content-length')).toBe(String(part.length));
    expect(await answer.text()).toBe(part);
  });

  it.each(['bytes=10-', 'bytes=-0', 'bytes=10-20'])('cannot give %s', async (range) => {
    const answer = await ask(path, { range });

    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe('bytes */10');
    expect(await answer.text()).toBe('');
  });

  it.each(['bytes=5-4', 'bytes=0-1,3-4', 'pages=1-2', 'bytes=x'])(
    'gives all for %s',
    async (range) => {
      const answer = await ask(path, { range });

      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-range')).toBeNull();
      expect(await answer.text()).toBe(content);
    },
  );

  it('says what it is without giving it, to HEAD', async () => {
    const { status, headers } = await ask(path, { range: 'bytes=0-1' }, 'HEAD');

    expect(status).toBe(200);
    expect(headers.get('content-length')).toBe('10');
    expect(headers.get('accept-ranges')).toBe('bytes');
  });

  it('gives a part only of the state that the browser has', async () => {
    const { headers } = await ask(path);
    const [etag = '', modified = ''] = ['etag', 'last-modified'].map(
      (name) => headers.get(name) ?? '',
    );
    const range = 'bytes=0-1';
    const to = async (ifRange: string) => (await ask(path, { range, 'if-range': ifRange })).status;

    expect([await to(etag), await to(modified)]).toEqual([206, 206]);
    expect([await to('"other"'), await to(`W/${etag}`)]).toEqual([200, 200]);
    expect(await to(new Date(0).toUTCString())).toBe(200);
  });

  it('answers what the browser holds on to', async () => {
    const { headers } = await ask(path);
    const [etag = '', modified = ''] = ['etag', 'last-modified'].map(
      (name) => headers.get(name) ?? '',
    );
    const to = async (asked: Record<string, string>) => (await ask(path, asked)).status;

    expect(await to({ 'if-none-match': etag })).toBe(304);
    expect(await to({ 'if-none-match': `"other", W/${etag}` })).toBe(304);
    expect(await to({ 'if-none-match': '"other"', 'if-modified-since': modified })).toBe(200);
    expect(await to({ 'if-modified-since': modified })).toBe(304);
    expect(await to({ 'if-modified-since': new Date(0).toUTCString() })).toBe(200);
    expect(await to({ 'if-match': '"other"', range: 'bytes=0-1' })).toBe(412);
    expect(await to({ 'if-match': etag, range: 'bytes=0-1' })).toBe(206);
    expect(await to({ 'if-match': '*' })).toBe(200);
    expect(await to({ 'if-unmodified-since': new Date(0).toUTCString() })).toBe(412);
    expect(await to({ 'if-unmodified-since': modified })).toBe(200);
    expect(await to({ 'if-none-match': etag, range: 'bytes=0-1' })).toBe(304);
  });
});
