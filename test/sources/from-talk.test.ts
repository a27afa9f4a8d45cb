import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo, begin, pathOf } from '../support/talk.ts';
import { changeArticle } from '../support/knowledge.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let thread: string;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  thread = await begin(ben, home, { title: 'How do you mark drafts?', body: 'I am *new* to it.' });
  await answerTo(ana, thread, 'Two notes and one question.');
  await answerTo(ben, thread, 'Thanks, that helped.');
});

afterAll(() => world.close());

/** The article that these posts become, as its path. */
async function makeArticle(who: Visitor, post: string[], title = 'Marking drafts') {
  const page = await who.get(`${thread}/article`);
  const answer = await who.press(page, `${thread}/article`, { post, title, kind: 'how-to' });
  expect(answer.status).toBe(303);
  return pathOf(answer).replace('/edit', '');
}

describe('R15 and R32: from talk to knowledge', () => {
  it('asks for a post where none was chosen, and keeps what was typed', async () => {
    const page = await ana.get(`${thread}/article`);
    const answer = await ana.press(page, `${thread}/article`, { title: 'Keep me', kind: 'page' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Choose at least one post.');
    expect(answer.body).toContain('value="Keep me"');
  });

  it('selected posts become a draft with their words, their authors credited and a link to each (R15)', async () => {
    const article = await makeArticle(ana, ['1', '2']);
    const form = await ana.get(`${article}/edit`);
    expect(form.body).toMatch(/I am \*new\* to it\.\s+\[Post 1\]\(http\S+#post-1\)/);
    expect(form.body).toMatch(/Two notes and one question\.\s+\[Post 2\]\(http\S+#post-2\)/);
    expect(form.body).not.toContain('that helped');

    const page = await ana.get(article);
    const [, beneath = ''] = page.body.split('id="sources"');
    expect(beneath).toContain(`href="${thread}"`);
    expect(beneath).toMatch(/Ben \S+<\/bdi>, Post 1/);
    expect(beneath).toMatch(/Ana \S+<\/bdi>, Post 2/);
  });

  it('is seen from the thread once it is published, and from there the article in one click (R32)', async () => {
    const article = await makeArticle(ana, ['2'], 'How to write notes');
    expect((await ben.get(thread)).body).not.toContain('How to write notes');
    expect((await ben.get(article)).status).toBe(404);

    await changeArticle(ana, article, {
      title: 'How to write notes',
      body: 'Two, and a question.',
    });
    expect((await ben.get(thread)).body).toContain(
      `href="${article}" dir="auto">How to write notes`,
    );
    expect((await ben.get(article)).body).toMatch(/href="[^"]+#post-2"/);
  });

  it('says when there is new talk since it was checked', async () => {
    const article = await makeArticle(ana, ['2'], 'How to ask');
    await changeArticle(ana, article, { title: 'How to ask', body: 'Kindly.' });
    expect((await ben.get(article)).body).not.toContain('new talk since');
    await answerTo(ben, thread, 'It worked again.');

    const { body } = await ben.get(article);
    expect(body).toContain('There is new talk since this was checked:');
    expect(body).toContain('one new post');
  });

  it('shows nothing of a source that its reader may not see any more (R32)', async () => {
    const hidden = await begin(ben, home, { title: 'Where are the pens?' });
    await answerTo(ben, hidden, 'In the red box.');
    const page = await ana.get(`${hidden}/article`);
    const made = await ana.press(page, `${hidden}/article`, {
      post: '2',
      title: 'Pens',
      kind: 'page',
    });
    const article = pathOf(made).replace('/edit', '');
    await changeArticle(ana, article, { title: 'Pens', body: 'Ask Ben.' });
    expect((await ben.get(article)).body).toContain('#post-2');
    const care = await ana.get(`${hidden}/posts/2/care/hide`);
    const fields = { rule: 'private', words: 'Nobody else should know.' };
    await ana.press(care, `${hidden}/posts/2/care/hide`, fields);

    const { body } = await ben.get(article);
    expect(body).not.toContain('#post-2');
    expect(body).not.toContain('Where are the pens?');
  });
});
