import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { newId, type Transaction } from '../../src/db/index.ts';
import { find } from '../../src/search/find.ts';
import { insideOf } from '../../src/search/inside.ts';
import { readQuery, type Operator } from '../../src/search/query.ts';
import type { Look } from '../../src/search/look.ts';
import { termsOf, usesOf } from '../../src/search/store.ts';
import { readNextWords } from '../../src/search/words-store.ts';
import type { Session } from '../../src/sessions/index.ts';
import {
  chanceOf,
  makeRandom,
  mayFind,
  maySee,
  type Item,
  type Place,
} from '../support/random-worlds.ts';
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
const by = chanceOf(seed);

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

interface Made {
  people: string[];
  places: Place[];
  items: Item[];
}

/** A world that is searchable, and three people who are nowhere else. */
async function make(tx: Transaction): Promise<Made> {
  const { organizationId } = world;
  const people = Array.from({ length: 3 }, newId);
  for (const [index, id] of people.entries())
    await sql`insert into persons (organization_id, id, name) values (${organizationId}, ${id}, ${`Person${index}`})`.execute(
      tx,
    );
  const setting = { organizationId, courseId, founderId, people, hasFiles: true };
  const { places, items } = await makeRandom(tx, by, setting);
  await sql`update search_documents set changed_at = changed_at - interval '1 hour'`.execute(tx);
  await readNextWords(tx, organizationId, 1000);
  return { people, places, items };
}

const asked = (typed: string) => ({
  query: readQuery(typed, new Map<string, Operator>([['by', 'by']])),
  lastWord: 'whole' as const,
});
const swapped = (word: string) => word.slice(0, 4) + word[5] + word[4] + word.slice(6);
const idsOf = (those: readonly { id: string }[]) => those.map(({ id }) => id);
const sorted = (words: Iterable<string>) => [...words].toSorted();

/** What one looks for, and what the rule says of it, beside one another. */
async function lookAround(tx: Transaction, session: Session, { people, places, items }: Made) {
  const look: Look = {
    session,
    communityId: null,
    nearId: null,
    kinds: null,
    people: 'some',
    topic: [],
    by: [],
    in: [],
  };
  const all = { limit: 100, skip: 0 };
  const allowed = items.filter((item) => mayFind(session.personId, item));
  const wholes = (some: readonly Item[]) => sorted(new Set(some.map(({ wholeId }) => wholeId)));
  const list = await find(tx, look, asked('lantern'), all);
  const idsIn = (hits: typeof list.hits) => sorted(hits.map(({ threadId, id }) => threadId ?? id));
  const terms = await termsOf(
    tx,
    look,
    items.map(({ word }) => word),
  );
  const saidBySome = async (where: Look) => {
    const queries = terms.map(({ query }) => query);
    const uses = await usesOf(tx, where, queries, 10);
    return items.filter((_, index) => (uses[index] ?? 0) > 0).map(({ word }) => word);
  };
  const person = by.oneOf(0, 1, 2);
  const theirs = await find(tx, { ...look, by: [`person${person}`] }, asked('lantern'), all);
  const named = await find(tx, { ...look, people: 'only' }, asked('person'), all);
  const everybody = await find(tx, { ...look, people: 'only' }, asked(''), all);
  const place = by.oneOf(places[0], ...places);
  const here = { ...look, communityId: place?.id ?? null };
  const newest = await find(tx, here, asked(''), all);
  const saidHere = await find(tx, here, asked('lantern'), all);
  const inPlace = items.filter(
    (each) => each.place === place && mayFind(session.personId, { ...each, reach: 'community' }),
  );
  const visible = people.filter((id) => maySee(session.personId, id, { places, founderId }));
  const item = by.oneOf(items[0], ...items);
  const slip = item && (await find(tx, look, asked(swapped(item.word)), all));
  const toldInside: string[] = [];
  for (const { word } of items.filter(({ isInFile }) => isInFile)) {
    const { hits, sought } = await find(tx, look, asked(word), all);
    const inside = await insideOf(tx, hits, sought);
    if ([...inside.values()].some(({ excerpt }) => excerpt.some(({ text }) => text === word)))
      toldInside.push(word);
  }
  return {
    seen: {
      list: idsIn(list.hits),
      count: Object.values(list.counts).reduce((sum, count) => sum + count, 0),
      words: await saidBySome(look),
      byName: idsIn(theirs.hits),
      people: sorted(idsOf(named.people.people)),
      countOfPeople: named.people.count,
      everybody: sorted(idsOf(everybody.people.people).filter((id) => people.includes(id))),
      newest: idsIn(newest.hits),
      saidHere: idsIn(saidHere.hits),
      wordsHere: await saidBySome(here),
      spelling: slip?.respelt.map(({ spelling }) => spelling),
      inside: toldInside,
    },
    allowed: {
      list: wholes(allowed),
      count: wholes(allowed).length,
      words: allowed.map(({ word }) => word),
      byName: wholes(
        allowed.filter((each) => each.authorId === people[person] && !each.isBehindAlias),
      ),
      people: sorted(visible),
      countOfPeople: visible.length,
      everybody: sorted(visible),
      newest: wholes(inPlace),
      saidHere: wholes(inPlace),
      wordsHere: inPlace.map(({ word }) => word),
      spelling: item && allowed.includes(item) ? [item.word] : [],
      inside: allowed.filter(({ isInFile }) => isInFile).map(({ word }) => word),
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
