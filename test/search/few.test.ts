import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'kysely';
import { shareLink } from '../support/library.ts';
import { answerTo, begin } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  const ben = await world.ben();
  const form = await ana.get(`${home}/threads/new`);
  const topic = /<option value="([^"]+)"[^>]*>feedback</.exec(form.body)?.[1];
  const thread = await begin(ana, home, { title: 'Marking drafts', body: 'We tried rubrics.' });
  await answerTo(ben, thread, 'Peer assessment works better than rubrics.');
  await answerTo(ana, thread, 'Assessment of peers takes time.');
  await begin(ben, home, { title: 'Rubrics for talks', body: 'Has anybody some?', topic });
  await shareLink(ana, home, { title: 'A guide to feedback', why: 'Short, with rubrics.' });
});
afterAll(() => world.close());

/** Where each result leads, in their order, and the words that are marked. */
async function foundBy(typed: string): Promise<string[]> {
  const { body } = await ana.get(`${home}/search?${new URLSearchParams({ q: typed }).toString()}`);
  return [...body.matchAll(/<a class="title"[^>]*>|<mark>[^<]*<\/mark>/g)].map(String);
}

/** So much more is said there that its documents are no longer read one by one. */
const fill = () =>
  world.house.database.within(world.organizationId, (tx) =>
    sql`insert into search_documents (organization_id, id, kind, community_id, thread_id, post_no, title, body, words, shown_at)
        select organization_id, gen_random_uuid(), kind, community_id, thread_id, 100 + number, title, 'Nothing', 'nothing', shown_at
          from (select * from search_documents where kind = 'post' limit 1) as one, generate_series(1, 1001) as number`.execute(
      tx,
    ),
  );

it('What a community says is found alike, whether it says little or much', async () => {
  const asked = [
    'rubrics',
    'rubric guide',
    '"peer assessment"',
    'rubrics -guide',
    'rubrics kind:resource',
    'assessment by:ben',
    'rubrics topic:feedback',
    'assess',
    'rubrics feedback wording',
    'nowhere',
  ];
  const all = async () => {
    const found: Record<string, string[]> = {};
    for (const typed of asked) found[typed] = await foundBy(typed);
    return found;
  };

  const before = await all();
  await fill();

  expect(await all()).toEqual(before);
  expect(before['rubrics']).toContain('<mark>rubrics</mark>');
  expect(Object.values(before).filter((found) => found.length === 0)).toHaveLength(1);
});
