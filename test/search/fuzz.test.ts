import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { newId, type Transaction } from '../../src/db/index.ts';
import { find } from '../../src/search/find.ts';
import { readQuery, type Operator } from '../../src/search/query.ts';
import { termsOf, usesOf, type Look } from '../../src/search/store.ts';
import { readNextWords } from '../../src/search/words-store.ts';
import type { Session } from '../../src/sessions/index.ts';
import { openWorld, type World } from '../support/world.ts';

/**
 * How many worlds are made, with 84 pairs of somebody and something in each; `SEARCH_WORLDS=120` makes ten
 * thousand pairs, and `SEARCH_SEED` the same again.
 */
const worlds = Number(process.env['SEARCH_WORLDS'] ?? 12);
const seed = Number(process.env['SEARCH_SEED'] ?? Date.now() % 1_000_000);

let world: World;
let courseId: string;
let founderId: string;
let state = seed;

beforeAll(async () => {
  world = await openWorld();
  await world.ana();
  await world.house.database.within(world.organizationId, async (tx) => {
    const { rows } = await sql<{ courseId: string; personId: string }>`
      select course_id as "courseId", person_id as "personId" from enrollments limit 1`.execute(tx);
    ({ courseId = '', personId: founderId = '' } = rows[0] ?? {});
  });
});
afterAll(() => world.close());

/** The generator known as mulberry32: the same numbers from the same seed. */
function random(): number {
  state = (state + 0x6d2b79f5) % 2 ** 32;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const chance = (likelihood: number) => random() < likelihood;
const oneOf = <T>(first: T, ...rest: T[]): T =>
  rest[Math.floor(random() * (rest.length + 1))] ?? first;
/** A word like no other, of which a slip makes another word. */
const letters = () =>
  Array.from({ length: 10 }, (_, at) =>
    at % 2
      ? oneOf('b', 'd', 'f', 'g', 'h', 'k', 'm', 'p', 'v', 'z')
      : oneOf('c', 'j', 'l', 'n', 'q', 'r', 's', 't', 'w', 'x'),
  ).join('');
const some = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

interface Place {
  id: string;
  reading: 'members' | 'organization';
  /** Who belongs, and who left. */
  members: Map<string, 'here' | 'left'>;
  isMapped: boolean;
}

/** Something that says a word that nothing else says; each thread has one more, in its reply. */
interface Item {
  kind: 'thread' | 'post' | 'article' | 'resource' | 'collection';
  id: string;
  /** The thread that it stands in, or itself. */
  wholeId: string;
  place: Place;
  word: string;
  authorId: string;
  isBehindAlias: boolean;
  reach: 'community' | 'organization';
  standing: string;
  threadStanding: string;
  isPublished: boolean;
}

/** Whether whoever looks may find it. */
function mayFind({ personId }: Session, item: Item): boolean {
  const { place, reach, standing, threadStanding, isPublished } = item;
  const isMember = personId !== null && place.members.get(personId) === 'here';
  const isOpen = personId !== null && place.reading === 'organization';
  const isVisit = personId === null && place.isMapped;
  const isForAll = personId !== null && reach === 'organization';
  const isShown = ['visible', 'redacted', 'shown'].includes(standing);
  return (
    (isMember || isOpen || isVisit || isForAll) &&
    isShown &&
    threadStanding === 'visible' &&
    isPublished
  );
}

function itemsOf(place: Place, people: readonly string[]): Item[] {
  const bare = () => ({
    id: newId(),
    place,
    word: letters(),
    authorId: oneOf(founderId, ...people),
    isBehindAlias: false,
    reach: 'community' as const,
    threadStanding: 'visible',
    isPublished: true,
  });
  const talk = some(2, () => {
    const threadId = newId();
    const threadStanding = oneOf('visible', 'visible', 'hidden', 'deleted');
    return (['thread', 'post'] as const).map((kind) => ({
      ...bare(),
      kind,
      wholeId: threadId,
      threadStanding,
      isBehindAlias: chance(0.3),
      standing: oneOf('visible', 'visible', 'hidden', 'redacted', 'deleted'),
    }));
  });
  const kept = some(3, () => {
    const item = {
      ...bare(),
      kind: oneOf<'resource' | 'collection' | 'article'>('resource', 'collection', 'article'),
    };
    const isArticle = item.kind === 'article';
    const isPublished = !isArticle || chance(0.7);
    // The database opens to everybody only what is published.
    const isOpened = isArticle && isPublished && chance(0.4);
    const reach = isOpened ? ('organization' as const) : item.reach;
    const standing = oneOf('shown', 'shown', 'withdrawn');
    return { ...item, wholeId: item.id, standing, reach, isPublished };
  });
  return [...talk.flat(), ...kept];
}

async function put(tx: Transaction, organizationId: string, item: Item): Promise<void> {
  const { id, kind, wholeId, place, word, authorId, isBehindAlias, standing, reach } = item;
  const body = `<p>lantern ${word}</p>`;
  const author = isBehindAlias ? null : authorId;
  const aliasNo = isBehindAlias ? (kind === 'thread' ? 1 : 2) : null;
  if (kind === 'thread')
    await sql`
      insert into threads (organization_id, id, community_id, kind, title, author_id, alias_no, last_post_no,
                           last_post_at, last_post_by, standing)
        values (${organizationId}, ${wholeId}, ${place.id}, 'discussion', 'A thread', ${author}, ${aliasNo}, 2,
                now(), ${founderId}, ${item.threadStanding})`.execute(tx);
  if (kind === 'thread' || kind === 'post')
    await sql`
      insert into posts (organization_id, id, thread_id, post_no, author_id, alias_no, body_source, body_html,
                         renderer_version, standing)
        values (${organizationId}, ${id}, ${wholeId}, ${kind === 'thread' ? 1 : 2}, ${author}, ${aliasNo}, 'x',
                ${body}, 1, ${standing})`.execute(tx);
  if (kind === 'resource')
    await sql`
      insert into resources (organization_id, id, community_id, given_by, kind, title, title_key, why_source,
                             why_html, renderer_version, licence, standing)
        values (${organizationId}, ${id}, ${place.id}, ${author}, 'link', 'A page', 'a page', 'x', ${body}, 1,
                'by', ${standing})`.execute(tx);
  if (kind === 'collection')
    await sql`
      insert into collections (organization_id, id, community_id, made_by, title, about_source, about_html,
                               renderer_version, standing)
        values (${organizationId}, ${id}, ${place.id}, ${author}, 'A few', 'x', ${body}, 1, ${standing})`.execute(
      tx,
    );
  if (kind === 'article') {
    const published = item.isPublished ? 1 : null;
    await sql`
      insert into articles (organization_id, id, community_id, position, kind, title, published_no, reach, standing)
        values (${organizationId}, ${id}, ${place.id}, 1, 'page', 'An article', ${published}, ${reach},
                ${standing})`.execute(tx);
    await sql`
      insert into article_revisions (organization_id, article_id, revision_no, title, source, html,
                                     renderer_version, written_by)
        values (${organizationId}, ${id}, 1, 'An article', 'x', ${body}, 1, ${author})`.execute(tx);
  }
}

interface Made {
  people: string[];
  items: Item[];
}

/** Communities, who belongs to them, and what is in them. */
async function make(tx: Transaction): Promise<Made> {
  const { organizationId } = world;
  const people = some(3, newId);
  for (const [index, id] of people.entries())
    await sql`insert into persons (organization_id, id, name) values (${organizationId}, ${id}, ${`Person${index}`})`.execute(
      tx,
    );
  const places = some(3, (): Place => {
    const members = people.flatMap((id): [string, 'here' | 'left'][] =>
      chance(0.6) ? [[id, oneOf('here', 'here', 'left')]] : [],
    );
    const reading = oneOf('members', 'members', 'organization' as const);
    return { id: newId(), reading, members: new Map(members), isMapped: chance(0.4) };
  });
  for (const place of places) {
    const { id, reading, members, isMapped } = place;
    await sql`
      insert into communities (organization_id, id, name, charter_version, created_by, reading)
        values (${organizationId}, ${id}, 'A place', 1, ${founderId}, ${reading})`.execute(tx);
    await sql`
      insert into charters (organization_id, community_id, version, purpose, created_by)
        values (${organizationId}, ${id}, 1, 'To find', ${founderId})`.execute(tx);
    for (const [personId, how] of members)
      await sql`
        insert into memberships (organization_id, community_id, person_id, role, left_at)
          values (${organizationId}, ${id}, ${personId}, 'member', ${how === 'left' ? new Date() : null})`.execute(
        tx,
      );
    await sql`
      insert into mappings (organization_id, course_id, community_id, is_home, state, created_by)
        values (${organizationId}, ${courseId}, ${id}, false, ${isMapped ? 'agreed' : 'proposed'},
                ${founderId})`.execute(tx);
  }
  const items = places.flatMap((place) => itemsOf(place, people));
  for (const item of items) await put(tx, organizationId, item);
  await sql`update search_documents set changed_at = changed_at - interval '1 hour'`.execute(tx);
  await readNextWords(tx, organizationId, 1000);
  return { people, items };
}

const asked = (typed: string) => ({
  query: readQuery(typed, new Map<string, Operator>([['by', 'by']])),
  isUnfinished: false,
});
const swapped = (word: string) => word.slice(0, 4) + word[5] + word[4] + word.slice(6);
const sorted = (words: Iterable<string>) => [...words].toSorted();

/** What one looks for, and what the rule says of it, beside one another. */
async function lookAround(tx: Transaction, session: Session, { people, items }: Made) {
  const look: Look = {
    session,
    communityId: null,
    nearId: null,
    kinds: null,
    topic: [],
    by: [],
    in: [],
  };
  const all = { limit: 100, skip: 0 };
  const allowed = items.filter((item) => mayFind(session, item));
  const wholes = (some: readonly Item[]) => sorted(new Set(some.map(({ wholeId }) => wholeId)));
  const list = await find(tx, look, asked('lantern'), all);
  const idsIn = (hits: typeof list.hits) => sorted(hits.map(({ threadId, id }) => threadId ?? id));
  const terms = await termsOf(
    tx,
    items.map(({ word }) => word),
  );
  const uses = await usesOf(
    tx,
    look,
    terms.map(({ query }) => query),
    10,
  );
  const person = oneOf(0, 1, 2);
  const theirs = await find(tx, { ...look, by: [`person${person}`] }, asked('lantern'), all);
  const item = oneOf(items[0], ...items);
  const slip = item && (await find(tx, look, asked(swapped(item.word)), all));
  return {
    seen: {
      list: idsIn(list.hits),
      count: Object.values(list.counts).reduce((sum, count) => sum + count, 0),
      words: items.filter((_, index) => (uses[index] ?? 0) > 0).map(({ word }) => word),
      byName: idsIn(theirs.hits),
      spelling: slip?.respelt.map(({ spelling }) => spelling),
    },
    allowed: {
      list: wholes(allowed),
      count: wholes(allowed).length,
      words: allowed.map(({ word }) => word),
      byName: wholes(
        allowed.filter((each) => each.authorId === people[person] && !each.isBehindAlias),
      ),
      spelling: item && allowed.includes(item) ? [item.word] : [],
    },
  };
}

const nobody = {
  id: '',
  platformId: '',
  isAdministrator: false,
  isTestUser: false,
  language: null,
  timeZone: null,
  isCalm: false,
  returnUrl: null,
  frameOrigins: [],
};

/** What everybody of one world sees, and may; nothing of it stays. */
async function inOneWorld() {
  const { house, organizationId } = world;
  const looks: Awaited<ReturnType<typeof lookAround>>[] = [];
  const undone = new Error('Nothing of it stays');
  await house.database
    .within(organizationId, async (tx) => {
      const made = await make(tx);
      for (const personId of [...made.people, null])
        looks.push(await lookAround(tx, { ...nobody, personId, courseId, organizationId }, made));
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return looks;
}

describe(`${worlds} worlds of seed ${seed}`, () => {
  it('show in lists, counts, suggestions and by name what the rule allows, and nothing else (R73)', async () => {
    for (let made = 0; made < worlds; made += 1) {
      const looks = await inOneWorld();
      expect(looks).toHaveLength(4);
      expect(looks.map(({ seen }) => seen)).toEqual(looks.map(({ allowed }) => allowed));
    }
  }, 3_600_000);
});
