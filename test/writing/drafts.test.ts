import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { deleteUsedUpDrafts } from '../../src/writing/index.ts';
import type { Answer } from '../support/platform/browser.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ben: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ben = await world.ben();
});

afterAll(() => world.close());

const newThread = () => `${home}/threads/new`;
const shown = (page: Answer) => /<textarea[^>]*>([^<]*)</.exec(page.body)?.[1];

/** Saves what the form of this page holds, as the page does while it is written. */
function save(who: Visitor, page: Answer, fields: Record<string, string>): Promise<Answer> {
  return who.press(page, `${home}/threads`, fields, '/drafts');
}

describe('POST /drafts', () => {
  it('keeps a form, and its page shows it again on any device', async () => {
    const page = await ben.get(newThread());
    const saved = await save(ben, page, { title: 'Drafts', body: 'Half a th', kind: 'discussion' });
    expect(saved.status).toBe(204);

    const elsewhere = await world.ben();
    const again = await elsewhere.get(newThread());
    expect(shown(again)).toBe('Half a th');
    expect(again.body).toContain('value="Drafts"');
    expect(again.body).toContain('value="discussion" checked');
    expect(again.body).toContain('You began this earlier; here it is again.');
  });

  it('takes the page’s last save for the last, in whatever order they come', async () => {
    const page = await ben.get(newThread());
    await save(ben, page, { body: 'the second', _number: '2' });
    await save(ben, page, { body: 'the first', _number: '1' });
    await save(ben, page, { body: 'the second, again', _number: '2' });
    expect(shown(await ben.get(newThread()))).toBe('the second');

    const other = await ben.get(newThread());
    await save(ben, other, { body: 'another page’s', _number: '1' });
    expect(shown(await ben.get(newThread()))).toBe('another page’s');
  });

  it('shows nobody else’s', async () => {
    await save(ben, await ben.get(newThread()), { body: 'mine alone' });
    const ana = await world.ana();
    expect(shown(await ana.get(newThread()))).toBe('');
  });

  it('begins anew where every word was taken away', async () => {
    await save(ben, await ben.get(newThread()), { body: 'words' });
    await save(ben, await ben.get(newThread()), { body: '', _blank: '1' });
    const page = await ben.get(newThread());
    expect(shown(page)).toBe('');
    expect(page.body).not.toContain('You began this earlier');
  });

  it('ends with the post, even where a save comes late', async () => {
    const page = await ben.get(newThread());
    const words = { kind: 'discussion', title: 'Posted', body: 'All of it.' };
    await save(ben, page, { ...words, _number: '1' });
    expect((await ben.press(page, `${home}/threads`, words)).status).toBe(303);
    await save(ben, page, { ...words, _number: '2' });

    expect(shown(await ben.get(newThread()))).toBe('');
  });

  it.each([
    ['no place', { _draft: '' }],
    ['a place of no kind', { _draft: 'drop table' }],
    ['no number', { _number: 'x' }],
    ['more than any form holds', { body: 'x'.repeat(64_001) }],
  ])('refuses %s', async (_what, fields) => {
    const answer = await save(ben, await ben.get(newThread()), { body: 'words', ...fields });
    expect(answer.status).toBe(422);
  });

  it('tells a visitor who has nothing of their own', async () => {
    const nobody = await world.launch({ privacy: 'anonymous' });
    const answer = await save(nobody, nobody.arrived, { body: 'words' });
    expect([401, 409]).toContain(answer.status);
  });

  it('keeps the newest hundred places of a person', async () => {
    const page = await ben.get(newThread());
    for (let count = 0; count < 101; count += 1) {
      await save(ben, page, { body: 'words', _draft: `reply:${randomUUID()}` });
    }
    const kept = await world.house.database.within(world.organizationId, (tx) =>
      tx.selectFrom('drafts').select('target').execute(),
    );
    expect(kept).toHaveLength(100);
  });

  it('is forgotten when nobody went on with it for ninety days', async () => {
    await save(ben, await ben.get(newThread()), { body: 'kept' });
    const { database } = world.house;
    const old = new Date(Date.now() - 91 * 86_400_000);
    await database.within(world.organizationId, (tx) =>
      tx.updateTable('drafts').set({ updatedAt: old }).where('target', 'like', 'reply:%').execute(),
    );

    await database.atTheDoor((tx) => deleteUsedUpDrafts(tx, new Date()));
    const left = await database.within(world.organizationId, (tx) =>
      tx.selectFrom('drafts').select('target').execute(),
    );
    expect(left.map(({ target }) => target)).toEqual([`thread:new:${home.split('/').at(-1)}`]);
  });
});

describe('POST /preview', () => {
  const preview = (page: Answer, fields: Record<string, string>) =>
    ben.press(page, `${home}/threads`, { _preview: 'body', ...fields }, '/preview');

  it('shows the words as they would be posted, posts nothing, and keeps them', async () => {
    const list = (await ben.get(`${home}/threads`)).body;
    const answer = await preview(await ben.get(newThread()), { body: 'So **this** is $x^2$.' });

    expect(answer.status).toBe(200);
    expect(answer.body).toContain('So <strong>this</strong> is');
    expect(answer.body).toContain('<msup>');
    expect(shown(await ben.get(newThread()))).toBe('So **this** is $x^2$.');
    expect((await ben.get(`${home}/threads`)).body.split('class="title"')).toHaveLength(
      list.split('class="title"').length,
    );
  });

  it('says so where there is nothing to show', async () => {
    const answer = await preview(await ben.get(newThread()), { body: '' });
    expect(answer.body).toContain('There is nothing to show yet.');
  });
});
