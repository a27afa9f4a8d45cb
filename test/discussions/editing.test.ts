import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo, begin, onPost, pathOf, postIn } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const minute = 60_000;
let ahead = 0;
let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;

beforeAll(async () => {
  world = await openWorld({ now: () => new Date(Date.now() + ahead) });
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
});

afterAll(() => world.close());

async function edit(who: Visitor, thread: string, fields: Record<string, string>) {
  const path = `${thread}/posts/1`;
  const form = await who.get(`${path}/edit`);
  return who.press(form, path, { title: 'How do you mark drafts?', ...fields });
}

describe('editing one’s own post', () => {
  it('within five minutes leaves no trace', async () => {
    const thread = await begin(ben, home);
    await edit(ben, thread, { body: 'I am quite new to it.' });
    const post = postIn(await ana.get(thread), 1);
    expect(post).toContain('quite new');
    expect(post).not.toContain('edited');
  });

  it('later keeps every wording, with the reason and what changed word by word', async () => {
    const thread = await begin(ben, home, { body: 'I mark in red.' });
    ahead = 6 * minute;
    await edit(ben, thread, { body: 'I mark in green.', reason: 'Red frightens.' });
    ahead = 12 * minute;
    await edit(ben, thread, { body: 'We mark in green.' });

    expect(postIn(await ana.get(thread), 1)).toContain('edited');
    const { body } = await ana.get(`${thread}/posts/1/history`);
    expect(body).toContain('Red frightens.');
    expect(body).toMatch(/<del>red<\/del>\s*<ins>green<\/ins>/);
    expect(body).toContain('I mark in red.');
    ahead = 0;
  });

  it('takes a new title along', async () => {
    const thread = await begin(ben, home);
    await edit(ben, thread, { title: 'How do you mark second drafts?', body: 'So.' });
    expect((await ana.get(thread)).body).toContain('<h1 dir="auto">How do you mark second drafts?');
  });

  it('in two windows loses the words of neither', async () => {
    const thread = await begin(ben, home);
    const path = `${thread}/posts/1`;
    ahead = 6 * minute;
    const [first, second] = [await ben.get(`${path}/edit`), await ben.get(`${path}/edit`)];
    await ben.press(first, path, { title: 'A title', body: 'The first window' });
    const late = await ben.press(second, path, { title: 'A title', body: 'The second window' });

    expect(late.status).toBe(409);
    expect(late.body).toContain('The second window</textarea>');
    expect(late.body).toContain('The first window');
    const again = await ben.press(late, path, { title: 'A title', body: 'Both windows' });
    expect(again.status).toBe(303);
    expect(postIn(await ana.get(thread), 1)).toContain('Both windows');
    ahead = 0;
  });

  it('in two windows loses the words of neither, even where one was refused for another reason', async () => {
    const thread = await begin(ben, home);
    const path = `${thread}/posts/1`;
    ahead = 6 * minute;
    const [first, second] = [await ben.get(`${path}/edit`), await ben.get(`${path}/edit`)];
    await ben.press(first, path, { title: 'A title', body: 'The first window' });
    const empty = await ben.press(second, path, { title: 'A title', body: '' });
    const late = await ben.press(empty, path, { title: 'A title', body: 'The second window' });

    expect(empty.status).toBe(422);
    expect(late.status).toBe(409);
    expect(late.body).toContain('The first window');
    ahead = 0;
  });

  it('asks for words when none are left, and keeps the rest', async () => {
    const thread = await begin(ben, home);
    const answer = await edit(ben, thread, { body: ' ', title: 'Still here' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('value="Still here"');
  });

  it('is nobody else’s to do', async () => {
    const thread = await begin(ben, home);
    expect((await ana.get(`${thread}/posts/1/edit`)).status).toBe(403);
  });
});

describe('R69: reading', () => {
  it('opens at the first unread post, however long the thread', async () => {
    const thread = await begin(ben, home);
    for (let count = 2; count <= 60; count += 1) await answerTo(ana, thread, `Reply ${count}`);
    const reading = async (upTo: number) => {
      const page = await ben.get(`${thread}?from=1`);
      const path = `${thread}/posts/1/reactions`;
      await ben.press(page, path, { upTo: `${upTo}` }, `${thread}/reading`);
    };

    await reading(55);
    const page = await ben.get(thread);
    expect(page.body).toMatch(/id="first-unread"[\s\S]{0,400}id="post-56"/);
    expect(page.body).not.toContain('id="post-50"');
  });

  it('marks as unread from a post on, so that it is found again', async () => {
    const thread = await begin(ana, home);
    await answerTo(ana, thread, 'To be read later.');
    await ben.get(thread);
    await onPost(ben, thread, { postNo: 2, deed: 'reactions', fields: {} });
    const page = await ben.get(thread);
    const form = `${thread}/posts/2/reactions`;
    const answer = await ben.press(page, form, { upTo: '1' }, `${thread}/reading`);
    expect(pathOf(answer)).toBe(`${home}/threads`);
    expect((await ben.get(`${home}/threads`)).body).toContain('one new');
  });
});

describe('a bookmark', () => {
  it('leads back to the post, and is its owner’s alone', async () => {
    const thread = await begin(ben, home, { title: 'Worth keeping' });
    await onPost(ana, thread, { postNo: 1, deed: 'bookmark', fields: { wish: 'give' } });

    const { body } = await ana.get('/me/bookmarks');
    expect(body).toContain('Worth keeping');
    expect((await ben.get('/me/bookmarks')).body).not.toContain('Worth keeping');
    await onPost(ana, thread, { postNo: 1, deed: 'bookmark', fields: { wish: 'take back' } });
    expect((await ana.get('/me/bookmarks')).body).not.toContain('Worth keeping');
  });
});
