import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Transaction } from '../../src/db/index.ts';
import { chooseForemost, putOldTalkBehind } from '../../src/search/front-store.ts';
import { answerTo, begin } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let thread: string;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  [ana, ben] = [await world.ana(), await world.ben()];
  thread = await begin(ana, home, { title: 'Where the zebras are', body: 'Zebra zero.' });
  for (const number of ['one', 'two', 'three']) await answerTo(ben, thread, `Zebra ${number}.`);
});
afterAll(() => world.close());

const within = <T>(work: (tx: Transaction) => Promise<T>) =>
  world.house.database.within(world.organizationId, work);

const put = (stays: number) =>
  within((tx) => putOldTalkBehind(tx, world.organizationId, { stays, limit: 2 }));

/** The numbers of the posts at the front. */
const front = () =>
  within(async (tx) => {
    const { rows } = await sql<{ no: number }>`
      select post_no as no from search_documents where at_front order by post_no`.execute(tx);
    return rows.map(({ no }) => no);
  });

const choose = (stays: number) =>
  within((tx) => chooseForemost(tx, world.organizationId, { stays, limit: 2 }));

/** The numbers of the posts that are looked through before all others. */
const foremost = () =>
  within(async (tx) => {
    const { rows } = await sql<{ no: number }>`
      select post_no as no from search_documents where is_foremost order by post_no`.execute(tx);
    return rows.map(({ no }) => no);
  });

/** Which of these words find something, for somebody who may read little and somebody who names themselves. */
async function finding(words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const word of words) {
    const { body } = await ben.get(`/search?${new URLSearchParams({ q: word }).toString()}`);
    if (body.includes('class="title"')) found.push(word);
  }
  return found;
}

describe('the talk that is searched first', () => {
  it('is looked through from what is worth most on, and all of it is found', async () => {
    const words = ['zebra zero', 'one by:ben', 'by:"ben"', '"zebra two"', 'zebar'];
    const before = await finding(words);
    expect([await choose(2), await choose(2), await foremost()]).toEqual([2, 0, [3, 4]]);
    expect(await finding(words)).toEqual(before);
    expect(before).toEqual(words.slice(0, -1));

    await within((tx) => sql`update posts set thanks_count = 3 where post_no = 1`.execute(tx));
    expect([await foremost(), await choose(2), await foremost()]).toEqual([[1, 3, 4], 1, [1, 4]]);
  });

  it('is the newest, what others trust stays there, and the rest is found all the same', async () => {
    const words = ['zebra zero', 'one by:ben', 'two', '"zebra three"', 'kind:talk', 'zebar'];
    const before = await finding(words);
    expect([await put(1), await put(1), await put(1)]).toEqual([2, 1, 0]);
    expect(await front()).toEqual([4]);
    expect(await finding(words)).toEqual(before);
    expect(before).toEqual(words.slice(0, -1));

    await within((tx) => sql`update posts set endorsed_count = 1 where post_no = 2`.execute(tx));
    expect(await front()).toEqual([2, 4]);
    expect([await put(0), await front()]).toEqual([1, [2]]);
  });

  it('is not what is older than all of it and comes only now', async () => {
    await within((tx) =>
      sql`update search_readings set front_since = now() + interval '1 hour'`.execute(tx),
    );
    await answerTo(ben, thread, 'Zebra five, from long ago.');
    expect([await front(), await finding(['five', 'long ago'])]).toEqual([
      [2],
      ['five', 'long ago'],
    ]);
  });
});
