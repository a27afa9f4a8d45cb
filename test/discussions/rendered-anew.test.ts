import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../jobs/queue-house.ts';
import { begin, postIn } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ben: Visitor;

beforeAll(async () => {
  world = await openWorld({ runsJobs: true });
  home = await world.community();
  ben = await world.ben();
});

afterAll(() => world.close());

const within: World['house']['database']['within'] = (...asked) =>
  world.house.database.within(...asked);

/** As if an older renderer had made all posts there are. */
const age = () =>
  within(world.organizationId, (tx) =>
    tx
      .updateTable('posts')
      .set({ bodyHtml: '<p>As it was.</p>', triedHtml: '<p>As it was.</p>', rendererVersion: 0 })
      .where('triedSource', 'is not', null)
      .execute(),
  );

const stored = () =>
  within(world.organizationId, (tx) =>
    tx
      .selectFrom('posts')
      .select(['bodyHtml', 'triedHtml', 'changeNo', 'rendererVersion'])
      .orderBy('id')
      .execute(),
  );

const words = { body: 'It is **new**.', tried: 'I *asked*.' };

describe('a post that an older renderer made', () => {
  it('is shown as this one makes it, as soon as it is read', async () => {
    const thread = await begin(ben, home, words);
    await age();
    const post = postIn(await ben.get(thread), 1);
    expect(post).toContain('It is <strong>new</strong>.');
    expect(post).toContain('I <em>asked</em>.');
    expect(post).not.toContain('As it was');
  });

  it('is mended in the background, however many there are, and nobody is told of a change', async () => {
    for (let count = 0; count < 45; count += 1) await begin(ben, home, words);
    const changes = (await stored()).map(({ changeNo }) => changeNo);
    await age();

    // Ten minutes pass.
    await world.house.database.atTheQueue(
      `update jobs.job set singleton_on = singleton_on - interval '10 minutes' where name = 'render-anew'`,
    );

    await until(async () => (await stored()).every(({ rendererVersion }) => rendererVersion > 0));
    const after = await stored();
    const html = new Set(after.map(({ bodyHtml, triedHtml }) => `${bodyHtml}${triedHtml}`));
    expect([...html]).toEqual(['<p>It is <strong>new</strong>.</p>\n<p>I <em>asked</em>.</p>\n']);
    expect(after.map(({ changeNo }) => changeNo)).toEqual(changes);
  });
});
