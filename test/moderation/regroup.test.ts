import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo, begin, onPost, pathOf, postIn } from '../support/talk.ts';
import type { Answer, Filled } from '../support/platform/browser.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let leader: Visitor;
let ben: Visitor;
let cleo: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  leader = await world.ana();
  ben = await world.ben();
  cleo = await world.launch({
    person: { sub: 'person-dora', given: 'Dora', family: 'Test', email: 'dora@lms.test' },
    role: 'learner',
  });
  const form = await leader.get(`${home}/settings`);
  const settings = { reading: 'members', listing: 'listed', joining: 'open', replyDays: '2' };
  await leader.press(form, `${home}/settings`, {
    name: 'Markers',
    topics: 'drafts',
    ...settings,
    anonymity: 'peers',
  });
});

afterAll(() => world.close());

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const merge = async (thread: string, into: string): Promise<Answer> => {
  const preview = await leader.get(`${thread}/care/merge?into=${idOf(into)}`);
  return leader.press(preview, `${thread}/care/merge`, { into: idOf(into) });
};
const split = async (thread: string, fields: Filled): Promise<Answer> =>
  leader.press(await leader.get(`${thread}/care/split`), `${thread}/care/split`, fields);
const numbersIn = ({ body }: Answer) =>
  [...body.matchAll(/id="post-(\d+)"/g)].map(([, number]) => Number(number));

describe('merging threads', () => {
  it('shows what would come of it, then puts the posts behind the others, with what was said of them', async () => {
    const thread = await begin(ben, home, { title: 'Asked twice', body: 'Once more.' });
    await answerTo(cleo, thread, 'The second answer.', { to: '1' });
    await onPost(ben, thread, { postNo: 2, deed: 'reactions', fields: { give: 'helped' } });
    await onPost(ben, thread, { postNo: 2, deed: 'acceptance', fields: { wish: 'give' } });
    const other = await begin(leader, home, { title: 'Asked before', body: 'At first.' });
    await answerTo(ben, other, 'The first answer.');
    const preview = await leader.get(`${thread}/care/merge?into=${idOf(other)}`);
    expect(preview.body).toContain('Its 2 posts come behind the last one there.');

    const merged = await merge(thread, other);

    expect(pathOf(merged)).toContain(`${other}?from=1`);
    const page = await ben.get(other);
    expect(numbersIn(page)).toEqual([1, 2, 3, 4]);
    expect(postIn(page, 3)).toContain('Once more.');
    expect(postIn(page, 4)).toContain('The second answer.');
    expect(postIn(page, 4)).toContain('Solved it');
    const list = await ben.get(`${home}/threads`);
    expect(list.body).toContain('Asked before');
    expect(list.body).not.toContain('Asked twice');
    const log = await leader.get(`${home}/log`);
    expect(log.body).toContain('Merged into another thread');
    expect(log.body).toContain('Took in another thread');
  });

  it('leads every address of the thread, of its posts and of its forms to where they are now', async () => {
    const thread = await begin(ben, home, { title: 'To be merged' });
    await answerTo(cleo, thread, 'An answer.');
    const open = await ben.get(thread);
    const middle = await begin(leader, home, { title: 'The middle' });
    const last = await begin(leader, home, { title: 'The last' });
    await merge(thread, middle);
    await merge(middle, last);

    expect((await ben.get(thread)).url.pathname).toBe(last);
    expect((await ben.get(`/threads/${idOf(thread)}`)).url.pathname).toBe(last);
    expect((await cleo.get(`${thread}/posts/2/edit`)).url.pathname).toBe(`${last}/posts/4/edit`);
    const late = await ben.press(open, `${thread}/posts`, { body: 'Written meanwhile.' });
    expect(late.status).toBe(307);
    expect(pathOf(late)).toBe(`${last}/posts`);
    const again = await ben.press(
      open,
      `${thread}/posts`,
      { body: 'Written meanwhile.' },
      pathOf(late),
    );
    expect(again.status).toBe(303);
    expect(postIn(await ben.get(last), 5)).toContain('Written meanwhile.');
  });

  it('keeps what was read read, what was begun begun, and who follows it', async () => {
    const thread = await begin(ben, home, { title: 'Read by Ben' });
    const other = await begin(leader, home, { title: 'Read by him, too' });
    await ben.get(other);
    await answerTo(leader, other, 'And this he reads, too.');
    await cleo.press(await cleo.get(thread), `${thread}/watch`, { level: 'muted' });
    const page = await ben.get(other);
    expect(page.status).toBe(200);
    const begun = { body: 'Half a sentence', _number: '1' };
    await ben.press(await ben.get(thread), `${thread}/posts`, begun, '/drafts');
    await merge(thread, other);
    expect((await ben.get(`${other}?peek=1`)).body).toContain('Half a sentence</textarea>');
    const list = await ben.get(`${home}/threads?show=unread`);
    expect(list.body).not.toContain('Read by him, too');
    expect((await cleo.get(`${other}?peek=1`)).body).toContain('value="muted" selected');
  });

  it('keeps an alias sealed, by one number for one person in the thread that goes on (R34)', async () => {
    const thread = await begin(ben, home, { title: 'Behind an alias', anonymous: 'on' });
    const other = await begin(cleo, home, { title: 'Behind another', anonymous: 'on' });
    await answerTo(ben, other, 'Me again.', { anonymous: 'on' });
    await merge(thread, other);
    const page = await leader.get(other);
    const writer = (postNo: number) => /<h2>(.*?)<\/h2>/s.exec(postIn(page, postNo))?.[1];
    expect(writer(3)).toBe(writer(2));
    expect(writer(3)).not.toBe(writer(1));
    expect(page.body).not.toMatch(/Ben|Dora/);
    expect((await ben.get(`${other}/posts/3/edit`)).status).toBe(200);
    expect((await cleo.get(`${other}/posts/3/edit`)).status).toBe(403);
  });

  it('is refused into itself, into nothing, and into a thread of elsewhere', async () => {
    const thread = await begin(ben, home);
    const another = await begin(ben, home);
    const page = await leader.get(`${thread}/care/merge?into=${idOf(another)}`);
    const path = `${thread}/care/merge`;
    expect((await leader.press(page, path, { into: '' })).status).toBe(422);
    expect((await leader.press(page, path, { into: idOf(thread) })).status).toBe(404);
    const foreign = '01a21113-54a5-7378-bb75-8a5b7d35fece';
    expect((await leader.press(page, path, { into: foreign })).status).toBe(404);
    expect((await ben.get(thread)).status).toBe(200);
  });
});

describe('splitting a thread', () => {
  it('gives replies a thread of their own, and leaves a line for each that leads to it', async () => {
    const thread = await begin(ben, home, { title: 'About two things' });
    await answerTo(cleo, thread, 'About the first.');
    await answerTo(ben, thread, 'About something else.');
    await answerTo(cleo, thread, 'Yes, that.', { to: '3' });
    await onPost(ben, thread, { postNo: 4, deed: 'reactions', fields: { give: 'thanks' } });

    const answer = await split(thread, { title: 'The other thing', posts: ['3', '4'] });

    expect(answer.status).toBe(303);
    const own = pathOf(answer);
    const page = await ben.get(own);
    expect(numbersIn(page)).toEqual([1, 2]);
    expect(postIn(page, 1)).toContain('About something else.');
    expect(postIn(page, 2)).toContain('Yes, that.');
    const left = await ben.get(thread);
    expect(numbersIn(left)).toEqual([1, 2, 3, 4]);
    expect(postIn(left, 3)).toContain('This reply was moved to another thread.');
    expect(postIn(left, 3)).not.toContain('About something else.');
    expect(postIn(left, 4)).toContain(`${own}?from&#x3D;1#post-2`);
    const log = await leader.get(`${home}/log`);
    expect(log.body).toContain('Replies moved to a thread of their own');
    expect(log.body).toContain('Begun with replies of another thread');
  });

  it('is undone by merging: every post is there once, and the lines lead to them', async () => {
    const thread = await begin(ben, home, { title: 'There and back' });
    await answerTo(cleo, thread, 'Goes away.', { anonymous: 'on' });
    const own = pathOf(await split(thread, { title: 'Away', posts: '2' }));
    expect((await leader.get(own)).body).not.toContain('Dora');
    expect((await merge(own, thread)).status).toBe(303);
    const page = await ben.get(thread);
    expect(numbersIn(page)).toEqual([1, 2, 3]);
    expect(postIn(page, 2)).toContain(`${thread}?from&#x3D;1#post-3`);
    expect(postIn(page, 3)).toContain('Goes away.');
  });

  it('tells an open page, and lets nobody do anything to a line', async () => {
    const thread = await begin(ben, home, { title: 'With a line' });
    await answerTo(cleo, thread, 'Leaves.');
    const changes = ({ body }: Answer) => /data-changes="(\d+)"/.exec(body)?.[1];
    const before = changes(await ben.get(thread));
    await split(thread, { title: 'Left', posts: '2' });
    expect(changes(await ben.get(thread))).not.toBe(before);
    expect((await cleo.get(`${thread}/posts/2/edit`)).status).toBe(404);
    expect((await leader.get(`${thread}/posts/2/care`)).status).toBe(404);
  });

  it('keeps what was typed when something is missing', async () => {
    const thread = await begin(ben, home);
    await answerTo(cleo, thread, 'Stays.');
    const untitled = await split(thread, { title: '', posts: '2' });
    expect(untitled.status).toBe(422);
    expect(untitled.body).toMatch(/value="2" checked/);
    const none = await split(thread, { title: 'Without any' });
    expect(none.status).toBe(422);
    expect(none.body).toContain('value="Without any"');
    expect(none.body).toContain('Choose at least one reply.');
    expect((await split(thread, { title: 'The first', posts: '1' })).status).toBe(422);
    expect(postIn(await ben.get(thread), 2)).toContain('Stays.');
  });
});
