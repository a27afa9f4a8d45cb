import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v4 } from 'uuid';
import type { Answer } from '../support/platform/browser.ts';
import { tutors } from '../support/platform/launch-claims.ts';
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

const question = { kind: 'question', title: 'How do you mark drafts?', body: 'I am *new* to it.' };

async function ask(who: Visitor, fields: object = {}): Promise<Answer> {
  const form = await who.get(`${home}/threads/new`);
  return who.press(form, `${home}/threads`, { ...question, ...fields });
}

const pathOf = (answer: Answer) =>
  (answer.location?.pathname ?? '') + (answer.location?.search ?? '');

async function answerTo(thread: string, who: Visitor, body: string): Promise<Answer> {
  return who.press(await who.get(thread), `${thread}/posts`, { body });
}

describe('POST /communities/:communityId/threads', () => {
  it('asks a question and leads to it', async () => {
    const answer = await ask(ben);

    expect(answer.status).toBe(303);
    const page = await ben.get(pathOf(answer));
    expect(page.body).toContain('How do you mark drafts?');
    expect(page.body).toContain('I am <em>new</em> to it.');
    expect(page.body).toContain('Ben Okafor');
  });

  it('comes back with every word typed when a field is missing', async () => {
    const answer = await ask(ben, { title: '', body: 'Words I would hate to lose' });

    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Words I would hate to lose</textarea>');
    expect(answer.body).toContain('Put it in one line.');
  });

  it('posts once, however often the button is pressed', async () => {
    const form = await ben.get(`${home}/threads/new`);
    const title = `Pressed twenty times ${v4()}`;

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ben.press(form, `${home}/threads`, { ...question, title })),
    );

    expect(new Set(answers.map(pathOf)).size).toBe(1);
    const list = await ben.get(`${home}/threads`);
    expect(list.body.split(title)).toHaveLength(2);
  });

  it('refuses what is too long for one post, and keeps it', async () => {
    const body = 'x'.repeat(32_001);
    const answer = await ask(ben, { body });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain(body);
  });

  it('answers more than a megabyte with a page, not with silence', async () => {
    const answer = await ask(ben, { body: 'x'.repeat(1_100_000) });
    expect(answer.status).toBe(413);
    expect(answer.body).toContain('That is more than one post can hold');
  });

  it('shows nothing that could run, whatever was written', async () => {
    const body = '<script>alert(1)</script> [x](javascript:alert(2)) <img src=x onerror=alert(3)>';
    const page = await ben.get(pathOf(await ask(ben, { body })));
    const article = page.body.split('<article')[1] ?? '';
    expect(article).toContain('&lt;script&gt;');
    expect(article).not.toMatch(/<script|href="javascript:|<img/);
  });

  it('does not take a topic of another community', async () => {
    const answer = await ask(ben, { topic: v4() });
    expect(answer.status).toBe(422);
  });
});

describe('a thread', () => {
  it('is marked unread for the asker when somebody answered, and opens where it is new', async () => {
    const title = `Who reads this ${v4()}`;
    const thread = pathOf(await ask(ben, { title }));
    await answerTo(thread, ana, 'I do.');

    const front = await ben.get(home);
    const line = front.body.split('<li id="thread-').find((part) => part.includes(title)) ?? '';
    expect(line).toContain('one new');
    expect(line).toContain(`href="${thread}#first-unread"`);
    const page = await ben.get(thread);
    expect(page.body).toContain('new since you were here');
    expect(await ben.get(thread).then(({ body }) => body)).not.toContain('new since you were here');
  });

  it('numbers its posts without gaps, however many arrive at once', async () => {
    const thread = pathOf(await ask(ben));
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        answerTo(thread, index % 2 ? ana : ben, `Reply ${index}`),
      ),
    );

    const page = await ana.get(thread);

    const numbers = [...page.body.matchAll(/id="post-(\d+)"/g)].map(([, number]) => Number(number));
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('is read in pages when it is long, and leads to the post just written', async () => {
    const thread = pathOf(await ask(ben));
    let last: Answer | undefined;
    for (let count = 1; count <= 51; count += 1)
      last = await answerTo(thread, ana, `Reply ${count}`);

    expect(last?.location?.search).toBe('?from=51');
    const page = await ana.get(`${thread}?from=1`);
    expect(page.body).toContain('id="post-50"');
    expect(page.body).not.toContain('id="post-51"');
    expect(page.body).toContain('Later posts');
  });

  it('asks for a word when a reply is empty', async () => {
    const thread = pathOf(await ask(ben));
    const answer = await answerTo(thread, ana, '   ');
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Write a word or two');
  });
});

describe('GET /communities/:communityId/threads', () => {
  it('leads from page to page without losing or repeating one', async () => {
    for (let count = 0; count < 30; count += 1) await ask(ben, { title: `Number ${count}` });
    const titles: string[] = [];
    let next: string | undefined = `${home}/threads`;
    while (next) {
      const { body } = await ben.get(next);
      titles.push(...[...body.matchAll(/id="thread-([0-9a-f-]+)"/g)].map(([, id]) => id ?? ''));
      next = /<a href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&#x3D;', '=');
    }
    expect(titles.length).toBeGreaterThan(30);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('reads a made-up place as the beginning', async () => {
    expect((await ben.get(`${home}/threads?after=yesterday`)).status).toBe(200);
  });
});

describe('an outsider', () => {
  it('is told that there is no such page inside, and changes nothing', async () => {
    const cleo = await world.cleo();
    const thread = pathOf(await ask(ben));
    const paths = [`${home}/threads`, `${home}/threads/new`, thread, `/communities/nonsense`];
    for (const path of paths) expect((await cleo.get(path)).status).toBe(404);
    const waiting = cleo.arrived;
    const token = { _token: /name="_token" value="([^"]+)"/.exec(waiting.body)?.[1], _key: v4() };
    const trespass = await cleo.press(waiting, `${thread}/posts`, { ...token, body: 'Let me in' });
    expect([404, 409]).toContain(trespass.status);
    expect((await ben.get(thread)).body).not.toContain('Let me in');
  });

  it('who has no session is told how to come back, with their words', async () => {
    const stranger = (await world.cleo()).browser.newTab();
    const answer = await stranger.post(
      new URL(`${home}/threads`, world.house.url),
      { ...question, body: 'Typed before the session ended' },
      { from: new URL(world.house.url).origin },
    );
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('Open it again from your course');
    expect(answer.body).toContain('Typed before the session ended');
  });
});

describe('a visitor whom the platform did not name', () => {
  it('reads, and is not offered to write', async () => {
    const thread = pathOf(await ask(ben));
    const visitor = await world.launch({ privacy: 'anonymous', course: tutors });

    const page = await visitor.get(thread);

    expect(page.status).toBe(200);
    expect(page.body).not.toContain('method="post"');
    expect((await visitor.get(`${home}/threads/new`)).status).toBe(401);
  });
});

describe('GET /threads/:threadId', () => {
  it('is the address to keep: it leads to the thread', async () => {
    const thread = pathOf(await ask(ben));
    const page = await ana.get(thread);
    const lasting = /href="(\/threads\/[0-9a-f-]+)"/.exec(page.body)?.[1] ?? '';

    expect(lasting).toBe(`/threads/${thread.split('/').at(-1)}`);
    expect((await ana.get(lasting)).url.pathname).toBe(thread);
  });

  it('tells an outsider the same as of a thread that is not there', async () => {
    const thread = pathOf(await ask(ben, { title: 'Only between us' }));
    const cleo = await world.cleo();

    for (const id of [thread.split('/').at(-1), v4(), 'nonsense']) {
      const page = await cleo.get(`/threads/${id}`);
      expect(page.status).toBe(404);
      expect(page.body).not.toContain('Only between us');
    }
  });
});
