import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo, begin, onPost, postIn } from '../support/talk.ts';
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

const wish = (postNo: number, deed: string, given = 'give') => ({
  postNo,
  deed,
  fields: { wish: given },
});

/** Ben asks, and Ana replies twice. */
async function answeredQuestion(): Promise<string> {
  const thread = await begin(ben, home, { tried: 'A red pen, which they hate.' });
  await answerTo(ana, thread, 'Two notes and one question.');
  await answerTo(ana, thread, 'Or let them mark one another first.');
  return thread;
}

describe('R17: somebody who asks', () => {
  it('says what they try to do and what they have tried, and both are shown', async () => {
    const page = await ana.get(await answeredQuestion());
    expect(postIn(page, 1)).toContain('I am <em>new</em> to it.');
    expect(postIn(page, 1)).toMatch(/Tried so far[\s\S]*A red pen, which they hate\./);
  });

  it('sees threads that may be about the same while the title is typed', async () => {
    await begin(ben, home, { title: 'Which colour for marking essays?' });
    const typed = new URLSearchParams({ title: 'colour of marking essay' });
    const page = await ana.get(`${home}/threads/like?${typed.toString()}`);
    expect(page.body).toContain('Which colour for marking essays?');
  });

  it('sees them without scripts, by a button, and keeps every word', async () => {
    await begin(ben, home, { title: 'Where do you keep old drafts?' });
    const page = await ana.press(await ana.get(`${home}/threads/new`), `${home}/threads`, {
      kind: 'question',
      title: 'Where to keep old drafts',
      body: 'Words not to lose',
      look: 'on',
    });
    expect(page.status).toBe(200);
    expect(page.body).toContain('Where do you keep old drafts?');
    expect(page.body).toContain('Words not to lose</textarea>');
  });

  it('is shown nothing where nothing is alike', async () => {
    const page = await ana.get(`${home}/threads/like?title=zzzz+qqqq+xxxx`);
    expect(page.body).not.toContain('Has this been talked about');
  });
});

describe('R18: an answer', () => {
  it('is marked by the asker as having solved it, and several can be', async () => {
    const thread = await answeredQuestion();
    for (const postNo of [2, 3]) {
      expect((await onPost(ben, thread, wish(postNo, 'acceptance'))).status).toBe(303);
    }
    const page = await ana.get(thread);
    expect(postIn(page, 2)).toContain('Solved it');
    expect(postIn(page, 3)).toContain('Solved it');
    expect((await ana.get(`${home}/threads`)).body).toContain('Solved');

    await onPost(ben, thread, wish(3, 'acceptance', 'take back'));
    expect(postIn(await ana.get(thread), 3)).not.toContain('Solved it');
  });

  it('is endorsed by a facilitator, in other words than the asker’s', async () => {
    const thread = await begin(ana, home);
    await answerTo(ben, thread, 'Two notes.');
    await onPost(ana, thread, wish(2, 'endorsement'));

    const post = postIn(await ben.get(thread), 2);
    expect(post).toMatch(/Endorsed by[\s\S]*Ana/);
    expect(post).not.toContain('Solved it');
  });

  it('is endorsed by nobody else, and by nobody for themselves', async () => {
    const thread = await answeredQuestion();
    expect((await onPost(ben, thread, wish(2, 'endorsement'))).status).toBe(403);
    expect((await onPost(ana, thread, wish(2, 'endorsement'))).status).toBe(403);
  });

  it('is not accepted by somebody who did not ask', async () => {
    const thread = await begin(ana, home);
    await answerTo(ben, thread, 'Two notes.');
    expect((await onPost(ben, thread, wish(2, 'acceptance'))).status).toBe(403);
    expect(postIn(await ana.get(thread), 2)).not.toContain('Solved it');
  });

  it('stands beneath the post that it answers, and says so', async () => {
    const thread = await answeredQuestion();
    await answerTo(ben, thread, 'And where do you begin?', { to: '2' });
    const { body } = await ana.get(thread);
    expect(body).toMatch(/id="post-2"[\s\S]*class="answers"[\s\S]*id="post-4"[\s\S]*id="post-3"/);
  });
});

describe('a reaction', () => {
  const react = (who: Visitor, thread: string, fields: Record<string, string>) =>
    onPost(who, thread, { postNo: 2, deed: 'reactions', fields });

  it('is counted once for each person, and can be taken back', async () => {
    const thread = await answeredQuestion();
    for (let time = 0; time < 3; time += 1) await react(ben, thread, { give: 'helped' });
    expect(postIn(await ana.get(thread), 2)).toMatch(/Helped me <span class="tally">1<\/span>/);
    await react(ben, thread, { take: 'helped' });
    expect(postIn(await ana.get(thread), 2)).not.toContain('class="tally"');
  });

  it('is nothing to give oneself', async () => {
    const thread = await answeredQuestion();
    expect((await react(ana, thread, { give: 'thanks' })).status).toBe(403);
  });
});
