import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo, begin } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

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

describe('R1: from the landing page', () => {
  it.each(['question', 'idea', 'discussion', 'introduction'])(
    'a member posts a %s in three clicks',
    async (kind) => {
      const landing = await ben.get(home);
      const [, first = ''] = /class="button first" href="([^"]+)"/.exec(landing.body) ?? [];
      const form = await ben.get(first);
      expect(form.body).toContain(`value="${kind}"`);
      const title = `A first ${kind}`;
      const answer = await ben.press(form, `${home}/threads`, { kind, title, body: 'Like this.' });
      expect(answer.status).toBe(303);
      expect((await ana.get(`${home}/threads?kind=${kind}`)).body).toContain(title);
    },
  );
});

describe('R51: an announcement', () => {
  const words = { kind: 'announcement', title: 'We meet on Thursday', body: 'Room 2.' };

  it('is made by those who lead, and by nobody else', async () => {
    const form = await ben.get(`${home}/threads/new`);
    expect(form.body).not.toContain('value="announcement"');
    expect((await ben.press(form, `${home}/threads`, words)).status).toBe(403);
  });

  it('stands before everybody until they have read it, one a week', async () => {
    const thread = await begin(ana, home, words);
    await begin(ana, home, { ...words, title: 'A second one this week' });
    const notice = (body: string) => /<p class="notice info">[\s\S]*?<\/p>/.exec(body)?.[0] ?? '';

    expect(notice((await ben.get(home)).body)).toContain('We meet on Thursday');
    expect((await ben.get(home)).body.match(/class="notice info"/g)).toHaveLength(1);
    await ben.get(thread);
    expect(notice((await ben.get(home)).body)).toBe('');
  });
});

describe('an idea', () => {
  const words = { kind: 'idea', title: 'Mark in pairs', body: 'Two see more.' };
  const vote = async (who: Visitor, thread: string, wish: string) =>
    who.press(await who.get(thread), `${thread}/votes`, { wish });

  it('gathers votes, one from each', async () => {
    const thread = await begin(ben, home, words);
    await vote(ana, thread, 'give');
    await vote(ana, thread, 'give');
    await vote(ben, thread, 'give');
    expect((await ben.get(`${home}/threads`)).body).toContain('2 votes');
    await vote(ben, thread, 'take back');
    expect((await ben.get(`${home}/threads`)).body).toContain('one vote');
  });

  it('goes from raised to adopted with a reason at each step', async () => {
    const thread = await begin(ben, home, words);
    const step = async (state: string, reason: string) =>
      ana.press(await ana.get(thread), `${thread}/steps`, { state, reason });
    await step('trying', 'Two of us try it in May.');
    await step('adopted', 'It halved the time.');

    const { body } = await ben.get(thread);
    expect(body).toMatch(/Two of us try it in May\.[\s\S]*It halved the time\./);
    expect((await ben.get(`${home}/threads?kind=idea`)).body).toContain('Adopted');
  });

  it('is moved on by those who lead alone, and never without a reason', async () => {
    const thread = await begin(ben, home, words);
    const page = await ana.get(thread);
    const long = 'x'.repeat(2001);
    for (const reason of ['  ', long]) {
      const again = await ana.press(page, `${thread}/steps`, { state: 'dropped', reason });
      expect(again.status).toBe(422);
      expect(again.body).toContain('value="dropped" checked');
      expect(again.body).toContain(`${reason.trim()}</textarea>`);
      expect(again.body).toContain('id="reason-problem"');
    }
    const token = { _token: /name="_token" value="([^"]+)"/.exec(page.body)?.[1] };
    const own = await ben.get(thread);
    const trespass = { ...token, state: 'dropped', reason: 'No.' };
    expect((await ben.press(own, `${thread}/votes`, trespass, `${thread}/steps`)).status).not.toBe(
      303,
    );
  });

  it('is the only kind that is voted on', async () => {
    const thread = await begin(ben, home);
    const page = await ana.get(thread);
    const watch = `${thread}/watch`;
    expect((await ana.press(page, watch, { wish: 'give' }, `${thread}/votes`)).status).toBe(422);
  });
});

describe('a list of threads', () => {
  it('is narrowed to what is unanswered, mine, unread, or of one kind', async () => {
    const asked = await begin(ben, home, { title: 'Nobody has answered this' });
    const answered = await begin(ana, home, { title: 'Ben has answered this' });
    await answerTo(ben, answered, 'Here.');
    const shown = async (show: string) => (await ben.get(`${home}/threads?show=${show}`)).body;

    expect(await shown('unanswered')).toContain('Nobody has answered this');
    expect(await shown('unanswered')).not.toContain('Ben has answered this');
    expect(await shown('mine')).toContain('Ben has answered this');
    expect(await shown('watched')).toContain('Ben has answered this');
    expect(await shown('unread')).not.toContain('Ben has answered this');
    await answerTo(ana, answered, 'Thank you.');
    expect(await shown('unread')).toContain('Ben has answered this');
    expect((await ben.get(`${home}/threads?kind=idea`)).body).not.toContain('this</a>');
    expect(asked).toContain(home);
  });

  it('is all read at one press', async () => {
    await begin(ana, home, { title: 'Something to read' });
    const list = await ben.get(`${home}/threads`);
    await ben.press(list, `${home}/threads/read`, {});
    const { body } = await ben.get(`${home}/threads?show=unread`);
    expect(body).toContain('You have read everything');
  });
});
