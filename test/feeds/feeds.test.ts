import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOMParser, onWarningStopParsing, type Document } from '@xmldom/xmldom';
import request from 'supertest';
import { z } from 'zod';
import { ana as anaHerself, type Course } from '../support/platform/launch-claims.ts';
import { answerTo, begin } from '../support/talk.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
});

afterAll(() => world.close());

interface Addresses {
  atom: string;
  json: string;
}

/** The addresses of a feed, as the page that makes them shows them. */
async function make(who: Visitor, at = home): Promise<Addresses> {
  const path = `${at}/read-elsewhere`;
  const { body, status } = await who.press(await who.get(path), path, {});
  expect(status).toBe(200);
  const [atom = '', json = ''] = [...body.matchAll(/href="[^"]+(\/feeds\/[^"]+)"/g)].map(
    ([, address]) => address ?? '',
  );
  return { atom, json };
}

/** As a program asks for a feed, which brings nothing but the address. */
const ask = (path: string, headers: Record<string, string> = {}) =>
  request(world.house.url).get(path).set(headers).buffer(true).parse(asText);

function asText(res: request.Response, done: (error: Error | null, text: string) => void): void {
  let text = '';
  res.setEncoding('utf8');
  res.on('data', (chunk: string) => (text += chunk));
  res.on('end', () => done(null, text));
}

const atomNamespace = 'http://www.w3.org/2005/Atom';

async function atomAt(path: string): Promise<Document> {
  const { status, body } = await ask(path);
  expect(status).toBe(200);
  return new DOMParser({ onError: onWarningStopParsing }).parseFromString(
    z.string().parse(body),
    'application/xml',
  );
}

/** The texts of an Atom element of this name, in the feed itself or in its entries. */
const textsOf = (feed: Document, parent: string, name: string) =>
  [...feed.getElementsByTagNameNS(atomNamespace, name)]
    .filter(({ parentNode }) => parentNode?.nodeName === parent)
    .map(({ textContent }) => textContent ?? '');

const moment = z.iso.datetime();
const JsonFeed = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  description: z.string(),
  home_page_url: z.url(),
  language: z.string().min(2),
  items: z.array(
    z.strictObject({
      id: z.string().min(1),
      url: z.url(),
      title: z.string(),
      content_html: z.string(),
      date_published: moment,
      date_modified: moment,
      authors: z.array(z.strictObject({ name: z.string().min(1) })),
      tags: z.array(z.string()).optional(),
    }),
  ),
});

async function jsonAt(path: string) {
  const { status, body } = await ask(path);
  expect(status).toBe(200);
  return JsonFeed.parse(JSON.parse(z.string().parse(body)));
}

const titlesAt = async ({ json }: Addresses) =>
  (await jsonAt(json)).items.map(({ title }) => title);

async function allow(anonymity: string): Promise<void> {
  const path = `${home}/settings`;
  const wishes = { name: 'Tutors', topics: '', listing: 'listed', joining: 'open' };
  await ana.press(await ana.get(path), path, { ...wishes, reading: 'members', anonymity });
}

describe('GET /feeds/:key/atom.xml', () => {
  it('is Atom: ids, moments, whole addresses, authors and escaped words', async () => {
    const body = 'See *this*: <b>&amp;</b> and [the list](/explore?words=a).';
    const thread = await begin(ben, home, { title: 'Marks & "drafts" <now>\u0008', body });
    const { atom } = await make(ana);

    const feed = await atomAt(atom);

    const root = feed.documentElement;
    expect(root?.namespaceURI).toBe(atomNamespace);
    expect(root?.nodeName).toBe('feed');
    expect(root?.getAttribute('xml:lang')).toBe('en');
    expect(textsOf(feed, 'feed', 'id')).toEqual([`urn:uuid:${home.split('/').at(-1)}`]);
    expect(textsOf(feed, 'feed', 'title')).toEqual(['Tutors']);
    expect(textsOf(feed, 'entry', 'title')).toEqual(['Marks & "drafts" <now>']);
    expect(textsOf(feed, 'author', 'name')).toEqual(['Ben Okafor']);
    const [updated] = textsOf(feed, 'entry', 'updated');
    expect(moment.parse(updated)).toBe(textsOf(feed, 'feed', 'updated')[0]);
    expect(textsOf(feed, 'entry', 'published')[0]?.slice(0, 10)).toBe(updated?.slice(0, 10));
    const links = [...feed.getElementsByTagNameNS(atomNamespace, 'link')];
    const id = thread.split('/').at(-1);
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      `${world.house.url}${home}`,
      `${world.house.url}/threads/${id}`,
    ]);
    const [html] = textsOf(feed, 'entry', 'content');
    expect(html).toContain('<em>this</em>');
    expect(html).toContain('&lt;b&gt;');
    expect(html).toContain(`href="${world.house.url}/explore?words=a"`);
  });

  it('moves a thread up, and says that it changed, when somebody answers', async () => {
    const thread = await begin(ben, home, { title: 'Asked first' });
    await begin(ben, home, { title: 'Asked second' });
    const { atom } = await make(ana);
    const before = await atomAt(atom);
    await answerTo(ana, thread, 'Of course.');

    const after = await atomAt(atom);

    expect(textsOf(before, 'entry', 'title').slice(0, 2)).toEqual(['Asked second', 'Asked first']);
    expect(textsOf(after, 'entry', 'title').slice(0, 2)).toEqual(['Asked first', 'Asked second']);
    expect(textsOf(after, 'entry', 'content')[0]).toContain('one reply');
    const [was, is] = [before, after].map((feed) => textsOf(feed, 'feed', 'updated')[0] ?? '');
    expect(Date.parse(is ?? '')).toBeGreaterThan(Date.parse(was ?? ''));
  });
});

describe('GET /feeds/:key/feed.json', () => {
  it('is JSON Feed 1.1, and says the same', async () => {
    const { atom, json } = await make(ana);
    const [asAtom, asJson] = [await atomAt(atom), await jsonAt(json)];

    expect(asJson.items.length).toBeGreaterThan(2);
    expect(asJson.items.map(({ title }) => title)).toEqual(
      textsOf(asAtom, 'entry', 'title').map((title) => expect.stringContaining(title)),
    );
    expect(asJson.items.map(({ id }) => id)).toEqual(textsOf(asAtom, 'entry', 'id'));
  });
});

describe('a feed', () => {
  it('says what it is, and whom it may be kept by', async () => {
    const { atom, json } = await make(ana);
    const [asAtom, asJson] = [await ask(atom), await ask(json)];

    expect(asAtom.headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(asJson.headers['content-type']).toBe('application/feed+json; charset=utf-8');
    for (const { headers } of [asAtom, asJson]) {
      expect(headers['cache-control']).toBe('private, no-cache');
      expect(headers['content-language']).toBe('en');
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it('answers 304 until something in it changes', async () => {
    const thread = await begin(ben, home, { title: 'Not yet changed' });
    const { atom } = await make(ana);
    const { headers } = await ask(atom);
    const [etag = '', since = ''] = [headers['etag'], headers['last-modified']];

    expect((await ask(atom, { 'If-None-Match': etag })).status).toBe(304);
    expect((await ask(atom, { 'If-Modified-Since': since })).status).toBe(304);
    const page = await ben.get(`${thread}/posts/1/edit`);
    const words = { title: 'Changed', body: 'Other words', revision: '1' };
    await ben.press(page, `${thread}/posts/1`, words);
    expect((await ask(atom, { 'If-None-Match': etag })).status).toBe(200);
  });

  it('holds fifty threads at most', async () => {
    const course: Course = { id: 'many', label: 'M', title: 'Many' };
    const teacher = await world.launch({ person: anaHerself, role: 'instructor', course });
    const many = await foundCommunity(teacher, { name: 'Many', difference: 'Many.' });
    const addresses = await make(teacher, many);
    expect(await titlesAt(addresses)).toEqual([]);
    expect(textsOf(await atomAt(addresses.atom), 'feed', 'updated')).toHaveLength(1);
    for (let count = 1; count <= 52; count += 1)
      await begin(teacher, many, { title: `No ${count}` });

    const titles = await titlesAt(addresses);

    expect(titles).toHaveLength(50);
    expect(titles.at(0)).toBe('No 52');
    expect(titles).not.toContain('No 2');
  });

  it('shows an alias where a name is hidden, to whoever leads as well', async () => {
    await allow('peers');
    await begin(ben, home, { title: 'Asked by nobody', anonymous: 'on' });
    const { atom, json } = await make(ana);

    const { items } = await jsonAt(json);

    const asked = items.find(({ title }) => title === 'Asked by nobody');
    expect(asked?.authors).toEqual([{ name: 'Anonymous 1' }]);
    const entry = z
      .string()
      .parse((await ask(atom)).body)
      .split('<entry>');
    expect(entry.find((text) => text.includes('Asked by nobody'))).not.toMatch(/Okafor|Ben/);
  });

  it('holds nothing that was hidden, redacted or deleted', async () => {
    const deeds = ['hide', 'delete'];
    for (const deed of deeds) {
      const title = `To ${deed}`;
      const thread = await begin(ben, home, { title, body: `Words to ${deed}` });
      const path = `${thread}/posts/1/care/${deed}`;
      const answer = await ana.press(await ana.get(path), path, { rule: 'unkind', words: 'No.' });
      expect(answer.status).toBe(303);
    }
    const thread = await begin(ben, home, { title: 'To redact', body: 'Call 0170 1234567 now' });
    const path = `${thread}/posts/1/care/redact`;
    const redaction = { rule: 'private', words: 'No numbers.', body: 'Call now', revision: '1' };
    expect((await ana.press(await ana.get(path), path, redaction)).status).toBe(303);

    for (const address of Object.values(await make(ana))) {
      const text = z.string().parse((await ask(address)).body);
      expect(text).not.toMatch(/Words to|To hide|To delete|0170/);
      expect(text).toContain('Call now');
    }
  });

  it('leaves out what its owner wants to hear nothing of', async () => {
    const thread = await begin(ana, home, { title: 'Nothing for Ben' });
    const theirs = await make(ben);
    expect(await titlesAt(theirs)).toContain('Nothing for Ben');
    await ben.press(await ben.get(thread), `${thread}/watch`, { level: 'muted' });
    expect(await titlesAt(theirs)).not.toContain('Nothing for Ben');
  });
});

describe('an address', () => {
  it('is shown once, and says on what day it was last used', async () => {
    const { atom } = await make(ben);
    const before = await ben.get(`${home}/read-elsewhere`);
    expect(before.body).toContain('not used yet');
    expect(before.body).not.toContain('/feeds/');
    await ask(atom);
    const after = await ben.get(`${home}/read-elsewhere`);
    expect(after.body).toContain('last used');
    expect(after.body).not.toContain('/feeds/');
  });

  it('is kept as nothing that opens it', async () => {
    const { atom } = await make(ben);
    const key = atom.split('/')[2] ?? '';
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    const rows = await world.house.database.within(world.organizationId, (tx) =>
      tx.selectFrom('feedAddresses').selectAll().execute(),
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(key);
  });

  it('ends when another is made, and when it is revoked', async () => {
    const first = await make(ben);
    const second = await make(ben);
    expect((await ask(first.atom)).status).toBe(404);
    expect((await ask(second.json)).status).toBe(200);

    const page = await ben.get(`${home}/read-elsewhere`);
    const gone = await ben.press(page, `${home}/read-elsewhere/end`, {});
    expect(gone.status).toBe(303);
    expect((await ask(second.json)).status).toBe(404);
    expect((await ask(second.atom)).body).not.toContain('Asked');
    expect((await ben.get(gone.location?.pathname ?? '')).body).toContain('Make an address');
  });

  it('opens nothing for somebody who left', async () => {
    const dora = { sub: 'person-dora', given: 'Dora', family: 'Ilic', email: 'dora@lms.test' };
    const course: Course = { id: 'left', label: 'L', title: 'Left' };
    const teacher = await world.launch({ person: anaHerself, role: 'instructor', course });
    const left = await foundCommunity(teacher, { name: 'Left', difference: 'Left.' });
    const who = await world.launch({ person: dora, role: 'learner', course });
    const { atom } = await make(who, left);
    expect((await ask(atom)).status).toBe(200);

    const page = await who.get(`${left}/membership`);
    expect((await who.press(page, `${left}/membership/departure`, {})).status).toBe(303);

    expect((await ask(atom)).status).toBe(404);
  });

  it('opens nothing of a community that was merged into another', async () => {
    const course: Course = { id: 'over', label: 'O', title: 'Over' };
    const teacher = await world.launch({ person: anaHerself, role: 'instructor', course });
    const over = await foundCommunity(teacher, { name: 'Over', difference: 'Over.' });
    const { atom } = await make(teacher, over);
    const into = home.split('/').at(-1) ?? '';
    const form = await teacher.get(`${over}/merger?into=${into}`);
    expect((await teacher.press(form, `${over}/merger`, { into })).status).toBe(303);
    expect((await ask(atom)).status).toBe(404);
  });

  it('opens one community, and lets nobody write or look further', async () => {
    const { atom } = await make(ben);
    const key = atom.split('/')[2] ?? '';
    for (const path of [home, `${home}/threads`, '/']) {
      const { status } = await request(world.house.url)
        .get(path)
        .set('Cookie', `__Host-session=${key}`)
        .set('Authorization', `Bearer ${key}`);
      expect(status).toBe(401);
    }
    const posted = await request(world.house.url).post(atom);
    expect(posted.status).toBeGreaterThanOrEqual(400);
    expect((await ask('/feeds/guessed/atom.xml')).status).toBe(404);
  });

  it('is made by members alone', async () => {
    const cleo = await world.cleo();
    expect((await cleo.get(`${home}/read-elsewhere`)).status).toBe(404);
    const nameless = await world.launch({ privacy: 'anonymous' });
    expect((await nameless.get(`${home}/read-elsewhere`)).status).toBe(401);
  });

  it('never appears in the log, whatever becomes of the request', async () => {
    const { atom, json } = await make(ben);
    const key = atom.split('/')[2] ?? '';
    await ask(atom);
    await ask(json, { 'If-None-Match': '*' });
    await ask(atom.replace('atom.xml', 'elsewhere'));
    await ask(`/feeds/${key}x/atom.xml`);
    await request(world.house.url).post(atom);
    await ask(`${atom}?key=${key}`, { Referer: `${world.house.url}${atom}` });

    const log = world.house.logged();

    expect(log).toContain('/feeds/:key/atom.xml');
    expect(log).not.toContain(key);
  });
});

describe('whoever asks for feeds in a hurry', () => {
  it('is asked to wait, whatever keys they try', async () => {
    const busy = await openWorld({ limits: { feedsPerAddress: 3 } });
    const statuses: number[] = [];
    for (let count = 1; count <= 4; count += 1)
      statuses.push((await request(busy.house.url).get(`/feeds/key-${count}/atom.xml`)).status);
    await busy.close();
    expect(statuses).toEqual([404, 404, 404, 429]);
  });
});
