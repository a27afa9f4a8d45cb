import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { newId, type Transaction } from '../../src/db/index.ts';
import { takeAlong, unpacked } from '../support/archive.ts';
import { addressIn, fetchBare, give, textFile } from '../support/files.ts';
import { rendererVersion } from '../../src/web/index.ts';
import { ana, nurses, tutors } from '../support/platform/launch-claims.ts';
import {
  chanceOf,
  makeRandom,
  mayFind,
  type Item,
  type Made,
  type Place,
  type Setting,
} from '../support/random-worlds.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

/**
 * How many worlds are made, with 84 pairs of somebody and something in each, and some 400 requests;
 * `SURFACE_WORLDS=120` makes ten thousand pairs, and `SEARCH_SEED` the same again.
 */
const worlds = Number(process.env['SURFACE_WORLDS'] ?? 3);
const seed = Number(process.env['SEARCH_SEED'] ?? Date.now() % 1_000_000);
const by = chanceOf(seed);

/** Somebody who looks; nobody in particular has no id. */
interface Looker {
  personId: string | null;
  visitor: Visitor;
}

let world: World;
let founder: Looker;
let lookers: Looker[];
let setting: Setting;
/** A file that was given; those of the worlds have the same content. */
let given: string;

/** A world with what its things are tied to. */
interface Tied extends Made {
  stories: Told[];
  /** What each community means by the word that everything says. */
  terms: Item[];
  files: { id: string; of: Item }[];
}

/** A story by the word that it says, and what it is told of. */
interface Told extends Item {
  of: Item;
}

const personNamed = async (tx: Transaction, given: string) => {
  const { rows } = await sql<{ id: string }>`
    select id from persons where name like ${`${given} %`}`.execute(tx);
  return rows[0]?.id ?? '';
};

const within = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  world.house.database.within(world.organizationId, work);

async function looker(given: string): Promise<Looker> {
  const person = { sub: given, given, family: 'Lee', email: `${given}@lms.test` };
  const visitor = await world.launch({ person, role: 'learner', course: nurses });
  return { personId: await within((tx) => personNamed(tx, given)), visitor };
}

beforeAll(async () => {
  world = await openWorld();
  const visitor = await world.launch({ person: ana, role: 'instructor', course: tutors });
  const founderId = await within((tx) => personNamed(tx, ana.given));
  founder = { personId: founderId, visitor };
  const people = [await looker('Dana'), await looker('Emil'), await looker('Fay')];
  const nameless = await world.launch({ privacy: 'anonymous', course: tutors });
  lookers = [...people, { personId: null, visitor: nameless }];
  const { rows } = await within((tx) =>
    sql<{ id: string }>`
      select course_id as id from enrollments where person_id = ${founderId}`.execute(tx),
  );
  setting = {
    organizationId: world.organizationId,
    courseId: rows[0]?.id ?? '',
    founderId,
    people: people.flatMap(({ personId }) => personId ?? []),
  };
  const shown = await give(
    world,
    visitor,
    await foundCommunity(visitor),
    textFile('list.txt', 'One\n'),
  );
  given = addressIn(shown).split('/').at(-1) ?? '';
});

afterAll(() => world.close());

/** A bare address of the talk, which a page shows by its title. */
const bareLink = ({ wholeId }: Item) => `${world.house.url}/threads/${wholeId}`;

/** Ties things to one another, so that pages show pieces of what stands elsewhere. */
async function tie(tx: Transaction, { items }: Made): Promise<void> {
  const { organizationId } = setting;
  const ofKind = (kind: Item['kind']) => items.filter((item) => item.kind === kind);
  const [firstPost, ...posts] = ofKind('post');
  for (const { id } of firstPost ? ofKind('article') : []) {
    const post = by.oneOf(firstPost, ...posts);
    await sql`
      insert into article_sources (organization_id, article_id, post_id, revision_no, thread_id)
        values (${organizationId}, ${id}, ${post?.id}, 1, ${post?.wholeId})`.execute(tx);
  }
  for (const resource of ofKind('resource')) {
    const isNear = ({ place }: Item) => place === resource.place;
    for (const collection of ofKind('collection').filter(isNear))
      await sql`
        insert into collection_items (organization_id, collection_id, resource_id, position)
          values (${organizationId}, ${collection.id}, ${resource.id}, 1)`.execute(tx);
    const talk = ofKind('thread').find(isNear);
    await sql`
      insert into remark_threads (organization_id, resource_id, thread_id)
        values (${organizationId}, ${resource.id}, ${talk?.wholeId}) on conflict do nothing`.execute(
      tx,
    );
  }
}

const bareItem = (place: Place) => ({
  id: newId(),
  place,
  word: by.word(),
  isBehindAlias: false,
  reach: 'community' as const,
  threadStanding: 'visible',
  isPublished: true,
  isInFile: false,
});

/** A story of everything that one can be told of, whatever became of that since; some of them are withdrawn. */
async function tell(tx: Transaction, { items }: Made): Promise<Told[]> {
  const { organizationId, people, founderId } = setting;
  const holders = items.filter(({ kind }) => ['post', 'resource', 'article'].includes(kind));
  const stories = holders.map((of): Told => {
    const made = bareItem(of.place);
    const standing = by.oneOf('shown', 'shown', 'withdrawn');
    const authorId = by.oneOf(founderId, ...people);
    return { ...made, kind: 'story', wholeId: made.id, title: made.word, standing, authorId, of };
  });
  for (const { id, place, word, standing, authorId, of } of stories)
    await sql`
      insert into stories (organization_id, id, community_id, holder_kind, holder_id, told_by, outcome,
                           tried_source, tried_html, renderer_version, standing)
        values (${organizationId}, ${id}, ${place.id}, ${of.kind}, ${of.id}, ${authorId}, 'worked',
                ${word}, ${`<p>${word}</p>`}, ${rendererVersion}, ${standing})`.execute(tx);
  return stories;
}

/** Every community has a meaning of its own for the word that everything says. */
async function explain(tx: Transaction, { places }: Made): Promise<Item[]> {
  const { organizationId, founderId } = setting;
  const terms = places.map((place): Item => {
    const made = bareItem(place);
    const shown = { standing: 'shown', authorId: founderId };
    return { ...made, ...shown, kind: 'term', wholeId: made.id, title: made.word };
  });
  for (const { id, place, word } of terms)
    await sql`
      insert into glossary_terms (organization_id, id, community_id, term, term_key, meaning, worded_by)
        values (${organizationId}, ${id}, ${place.id}, 'lantern', 'lantern', ${word}, ${founderId})`.execute(
      tx,
    );
  return terms;
}

/** A file that each post, resource and article shows. */
async function show(tx: Transaction, { items }: Made): Promise<Tied['files']> {
  const { organizationId } = setting;
  const files = items
    .filter(({ kind }) => kind !== 'collection')
    .map((of) => ({ id: newId(), of }));
  for (const { id, of } of files) {
    await sql`
      insert into files (organization_id, id, community_id, given_by, sha256, size_bytes, name, media_type)
        select organization_id, ${id}, ${of.place.id}, given_by, sha256, size_bytes, name, media_type
          from files where id = ${given}`.execute(tx);
    const holder = of.kind === 'thread' ? 'post' : of.kind;
    await sql`
      insert into file_uses (organization_id, file_id, holder_kind, holder_id, is_shown)
        values (${organizationId}, ${id}, ${holder}, ${of.id}, true)`.execute(tx);
    if (of.kind === 'resource')
      await sql`update resources set kind = 'file', file_id = ${id} where id = ${of.id}`.execute(
        tx,
      );
  }
  return files;
}

/** Gives all titles a word in common, by which articles are near to one another and to threads. */
async function bringNear(tx: Transaction, { items }: Made): Promise<void> {
  const ids = items.map(({ wholeId }) => wholeId);
  for (const table of ['threads', 'articles'])
    await sql`
      update ${sql.table(table)} set title = title || ' beacon'
       where id = any(${ids}::uuid[])`.execute(tx);
}

const titleOf = (item: Item): Item => ({ ...item, word: item.title, standing: 'visible' });
const inPlace = (item: Item): Item => ({ ...item, reach: 'community' });

/** What was said of an address, and the words of it that were to be there. */
interface Seen {
  what: string;
  body: string;
  personId: string | null;
  /** What is looked for; whatever else is there must not be forbidden. */
  items: Item[];
  /** Whether others will read it as well. */
  isForOthers?: boolean;
}

/** Whether they wrote it, or began its thread: their own pages may show them what nobody else is shown. */
function isOwn(personId: string | null, item: Item, all: readonly Item[]): boolean {
  const ofThem = ({ authorId, isBehindAlias }: Item) => authorId === personId && !isBehindAlias;
  const isOpening = ({ kind, wholeId }: Item) => kind === 'thread' && wholeId === item.wholeId;
  return ofThem(item) || all.some((each) => isOpening(each) && ofThem(each));
}

/** What was shown against the rule, and what was not shown though the rule allows it. */
function wrongIn(
  { what, body, personId, items, isForOthers }: Seen,
  all: readonly Item[],
): string[] {
  const text = body.replaceAll(/<\/?mark[^>]*>/g, '');
  const says = ({ word }: Item) => text.includes(word);
  const isTheirs = (item: Item) => !isForOthers && isOwn(personId, item, all);
  const nameOf = (item: Item) => `${what}: ${item.kind} ${item.standing} ${item.threadStanding}`;
  const leaks = all.filter((item) => says(item) && !mayFind(personId, item) && !isTheirs(item));
  const lacks = items.filter((item) => mayFind(personId, item) && !says(item));
  return [
    ...leaks.map((item) => `shown in ${nameOf(item)}`),
    ...lacks.map((item) => `lacking in ${nameOf(item)}`),
  ];
}

const home = ({ id }: Place) => `/communities/${id}`;

/** The address of something, as whoever guesses its id would type it. */
function addressOf({ kind, id, wholeId, place, reach }: Item): string {
  if (kind === 'article') return `/articles/${id}`;
  const lasting = kind === 'resource' ? `/resources/${id}` : `/collections/${id}`;
  const inPlace = kind === 'resource' ? `/library/${id}` : `/collections/${id}`;
  // Whoever only sees it because everybody may finds nothing at its place in the community.
  if (kind === 'resource' || kind === 'collection')
    return reach === 'organization' ? lasting : by.oneOf(lasting, `${home(place)}${inPlace}`);
  return by.oneOf(`/threads/${wholeId}`, `${home(place)}/threads/${wholeId}?from=1`);
}

async function addresses({ personId, visitor }: Looker, { items }: Made): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const item of items.filter(({ kind }) => kind !== 'post')) {
    const whole = items.filter(({ wholeId }) => wholeId === item.wholeId);
    const isThread = item.kind === 'thread';
    const { status, body } = await visitor.get(addressOf(item));
    const isOpen = isOwn(personId, item, items)
      ? status === 200
      : mayFind(personId, isThread ? titleOf(item) : item);
    expect([item.kind, item.standing, item.threadStanding, status]).toEqual([
      item.kind,
      item.standing,
      item.threadStanding,
      isOpen ? 200 : 404,
    ]);
    const wanted = isThread ? [titleOf(item), ...whole] : whole;
    seen.push({ what: 'its own page', body, personId, items: wanted });
    if (item.kind !== 'article' && item.kind !== 'resource') continue;
    const asking = await visitor.get(`/${item.kind}s/${item.id}/questions`);
    seen.push({ what: 'question box', body: asking.body, personId, items: [] });
  }
  for (const { place, wholeId } of items.filter(({ kind }) => kind === 'post')) {
    const asked = await visitor.get(`/questions/${wholeId}`);
    seen.push({ what: 'a question of somebody', body: asked.body, personId, items: [] });
    const thread = `${home(place)}/threads/${wholeId}`;
    for (const page of ['article', 'posts/1/history', 'posts/2/history', 'posts/2/report']) {
      const { body } = await visitor.get(`${thread}/${page}`);
      seen.push({ what: page, body, personId, items: [] });
    }
  }
  return seen;
}

async function lists(
  { personId, visitor }: Looker,
  { places, items, stories, terms }: Tied,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  const look = async (what: string, path: string, wanted: Item[]) =>
    seen.push({ what, personId, body: (await visitor.get(path)).body, items: wanted });
  for (const place of places) {
    const here = items.filter((item) => item.place === place).map(inPlace);
    const ofKind = (kind: Item['kind']) => here.filter((item) => item.kind === kind);
    await look('threads', `${home(place)}/threads`, ofKind('thread').map(titleOf));
    await look('library', `${home(place)}/library`, ofKind('resource'));
    await look('collections', `${home(place)}/collections`, ofKind('collection'));
    await look('knowledge', `${home(place)}/knowledge`, ofKind('article'));
    await look('community', home(place), []);
    const isHere = (item: Item) => item.place === place;
    await look('stories', `${home(place)}/practice`, stories.filter(isHere));
    await look('glossary', `${home(place)}/knowledge/glossary`, terms.filter(isHere));
  }
  const shared = items.filter(({ reach }) => reach === 'organization');
  await look('shared library', '/library', shared);
  await look('front page', '/', []);
  return seen;
}

/** What is offered while somebody types. */
async function suggestions({ personId, visitor }: Looker, { items }: Made): Promise<Seen[]> {
  const seen: Seen[] = [];
  const type = async (path: string) => {
    const address = new URL(path, world.house.url);
    const headers = { 'hx-request': 'true', 'hx-request-type': 'partial' };
    const answer = await fetch(address, {
      headers: { ...visitor.browser.scriptHeaders(address), ...headers },
    });
    return answer.text();
  };
  for (const item of items) {
    const found = await type(`/search?q=${item.word.slice(0, 8)}`);
    seen.push({ what: 'search', body: found, personId, items: [item] });
  }
  for (const item of items.filter(({ kind }) => kind === 'thread')) {
    const path = `${home(item.place)}/threads/like?title=${item.title.slice(0, 8)}`;
    seen.push({ what: 'titles alike', body: await type(path), personId, items: [] });
  }
  return seen;
}

/** What programs that read feeds are given, also of those who left since they made the address. */
async function feeds({ personId, visitor }: Looker, { places, items }: Made): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const place of places.filter(({ members }) => members.has(personId ?? ''))) {
    const membership = sql`community_id = ${place.id} and person_id = ${personId}`;
    const isHere = place.members.get(personId ?? '') === 'here';
    await within((tx) =>
      sql`update memberships set left_at = null where ${membership}`.execute(tx),
    );
    const path = `${home(place)}/read-elsewhere`;
    const made = await visitor.press(await visitor.get(path), path, {});
    const feed = /\/feeds\/[\w-]+\/(?=atom)/.exec(made.body)?.[0] ?? '';
    if (!isHere)
      await within((tx) =>
        sql`update memberships set left_at = now() where ${membership}`.execute(tx),
      );
    const wanted = items.filter((item) => item.kind === 'thread' && item.place === place);
    for (const format of ['atom.xml', 'feed.json']) {
      const answer = await fetch(`${world.house.url}${feed}${format}`);
      expect(answer.status).toBe(isHere ? 200 : 404);
      const heard = isHere ? [...wanted, ...wanted.map(titleOf)] : [];
      seen.push({ what: format, body: await answer.text(), personId, items: heard });
    }
  }
  return seen;
}

/** Who is offered to be named in what somebody writes. */
async function mentions({ personId, visitor }: Looker, { places }: Made): Promise<Seen[]> {
  for (const { id, members } of places) {
    const { status, body } = await visitor.get(`/communities/${id}/people/like?name=lee`);
    const isHere = (person: string | null) => members.get(person ?? '') === 'here';
    const offered = lookers.filter((other) => other.personId && body.includes(other.personId));
    const belonging = lookers.filter((other) => isHere(other.personId));
    expect(status === 200).toBe(isHere(personId));
    expect(offered).toEqual(isHere(personId) ? belonging : []);
  }
  return [];
}

/** The standing of a post, resource or article. */
const stand = ({ kind, id }: Item, standing: string) =>
  within((tx) =>
    sql`
      update ${sql.table(kind === 'thread' ? 'posts' : `${kind}s`)} set standing = ${standing}
       where id = ${id}`.execute(tx),
  );

/** Files by their bare addresses, and by links that were signed for somebody before something was withdrawn. */
async function files({ personId, visitor }: Looker, { items, files: all }: Tied): Promise<Seen[]> {
  const signed: { path: string; of: Item }[] = [];
  for (const { id, of } of all.filter((file) => !isOwn(personId, file.of, items))) {
    const { status, url } = await visitor.get(`/files/${id}`);
    expect([of.kind, of.standing, of.threadStanding, status]).toEqual([
      of.kind,
      of.standing,
      of.threadStanding,
      mayFind(personId, of) ? 200 : 404,
    ]);
    if (status === 200) signed.push({ path: `${url.pathname}${url.search}`, of });
  }
  const [link] = signed;
  if (!link) return [];
  const statusOf = async (path: string) => (await fetchBare(world.house, path)).status;
  const guessed = all.map(({ id }) => link.path.replace(/[0-9a-f-]{36}/, id));
  for (const path of guessed) expect(await statusOf(path)).toBe(path === link.path ? 200 : 401);
  await stand(
    link.of,
    link.of.kind === 'thread' || link.of.kind === 'post' ? 'hidden' : 'withdrawn',
  );
  expect(await statusOf(link.path)).toBe(404);
  await stand(link.of, link.of.standing);
  expect(await statusOf(link.path)).toBe(200);
  return [];
}

async function archives({ places, items, stories, terms }: Tied): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const place of places) {
    const { zip } = await takeAlong(world.house, founder.visitor, home(place));
    const body = Buffer.concat([...(await unpacked(zip)).values()]).toString();
    const { personId } = founder;
    const told = stories.filter(({ of }) => mayFind(personId, of));
    const here = [...items, ...told, ...terms].filter((item) => item.place === place);
    seen.push({ what: 'archive', body, personId, items: here, isForOthers: true });
  }
  return seen;
}

const surfaces = { addresses, lists, suggestions, feeds, mentions, files };

describe(`${worlds} worlds of seed ${seed}`, () => {
  it('show on every page, in lists, suggestions, feeds and archives what the rule allows, and nothing else (R73)', async () => {
    for (let made = 0; made < worlds; made += 1) {
      const all = await within(async (tx) => {
        const random = await makeRandom(tx, by, { ...setting, linkTo: bareLink });
        await tie(tx, random);
        await bringNear(tx, random);
        const stories = await tell(tx, random);
        return {
          ...random,
          stories,
          terms: await explain(tx, random),
          files: await show(tx, random),
        };
      });
      const said = [
        ...all.items,
        ...all.stories,
        ...all.terms,
        ...all.items.filter(({ kind }) => kind === 'thread').map(titleOf),
      ];
      for (const surface of Object.values(surfaces))
        for (const each of lookers) {
          const seen = await surface(each, all);
          expect(seen.flatMap((one) => wrongIn(one, said))).toEqual([]);
        }
      expect((await archives(all)).flatMap((one) => wrongIn(one, said))).toEqual([]);
    }
  }, 3_600_000);
});
