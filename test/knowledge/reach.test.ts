import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeArticle, decideAbout, writeArticle } from '../support/knowledge.ts';
import type { Answer } from '../support/platform/browser.ts';
import { begin } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
/** Of another course, which no community of hers is mapped to. */
let cleo: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  cleo = await world.cleo();
});

afterAll(() => world.close());

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const wish = async (who: Visitor, article: string, wanted: string, page?: Answer) =>
  who.press(page ?? (await who.get(article)), `${article}/reach`, { wish: wanted });

/** An article of Ben's that Ana approved. */
async function approved(title: string): Promise<string> {
  const article = await writeArticle(ben, home, { title, wish: 'ask' });
  await decideAbout(ana, article, { decision: 'approved' });
  return article;
}

describe('who may read an article', () => {
  it('is the whole organization once a second reviewer agrees; then its words are found from an unmapped course (R3)', async () => {
    const article = await approved('Turning a patient with two hands');
    const address = `/articles/${idOf(article)}`;
    expect((await cleo.get(address)).status).toBe(404);
    expect((await wish(ben, article, 'widen')).status).toBe(403);
    await wish(ben, article, 'ask');
    expect((await ben.get(article)).body).toContain('another reviewer answers');
    expect((await ana.get(`${home}/care`)).body).toContain('Turning a patient with two hands');
    expect((await cleo.get(address)).status).toBe(404);

    await wish(ana, article, 'widen');

    const read = await cleo.get(address);
    expect(read.status).toBe(200);
    expect(read.body).toContain('Say it aloud.');
    const found = await cleo.get('/search?q=turning+patient');
    expect(found.body).toContain(`href="${address}"`);
    expect((await ana.get(address)).body).toContain(`action="${article}/reach"`);
  });

  it('is not opened by whoever wrote it alone', async () => {
    const article = await writeArticle(ana, home, { title: 'Folding sheets' });
    const page = await ana.get(article);
    expect((await wish(ana, article, 'widen', page)).status).toBe(403);
    await wish(ana, article, 'ask', page);
    expect((await wish(ana, article, 'widen', page)).status).toBe(403);
    expect((await cleo.get(`/articles/${idOf(article)}`)).status).toBe(404);
  });

  it('says to whoever asked that nobody else may answer, and how they find somebody', async () => {
    const article = await writeArticle(ana, home, { title: 'Counting pillows' });
    await wish(ana, article, 'ask');
    const alone = await ana.get(article);
    expect(alone.body).toContain('Nobody else here can agree yet.');
    const reviewers = `${home}/knowledge/reviewers`;
    expect(alone.body).toContain(`<a href="${reviewers}">Find somebody`);

    const people = await ana.get(`${reviewers}?words=Ben`);
    const person = /name="person" value="([\w-]{36})"/.exec(people.body)?.[1] ?? '';
    await ana.press(people, reviewers, { wish: 'give', person });
    expect((await ana.get(article)).body).toContain('another reviewer answers');

    await ana.press(await ana.get(reviewers), reviewers, { wish: 'take back', person });
    expect((await ana.get(article)).body).toContain('Nobody else here can agree yet.');
  });

  it('is asked for again where it was declined, and nothing is opened meanwhile', async () => {
    const article = await approved('Airing rooms');
    await wish(ben, article, 'ask');
    await wish(ana, article, 'decline');
    expect((await ben.get(article)).body).not.toContain('another reviewer answers');
    expect((await ana.get(`${home}/care`)).body).not.toContain('Airing rooms');
    expect((await cleo.get(`/articles/${idOf(article)}`)).status).toBe(404);

    await wish(ben, article, 'ask');
    expect((await ana.get(`${home}/care`)).body).toContain('Airing rooms');
  });

  it('is asked about no longer once whoever asked takes that back', async () => {
    const article = await approved('Warming blankets');
    await wish(ben, article, 'ask');
    const asked = [await ben.get(article), await ana.get(article)];
    expect((await wish(ana, article, 'withdraw')).status).toBe(403);
    await wish(ben, article, 'withdraw');
    expect((await ana.get(`${home}/care`)).body).not.toContain('Warming blankets');
    expect((await ben.get(article)).body).toContain('Ask that everybody may read it');
    expect((await wish(ana, article, 'decline', asked[1])).status).toBe(403);

    await wish(ben, article, 'ask');
    await wish(ana, article, 'widen');
    expect((await wish(ben, article, 'withdraw', asked[0])).status).toBe(303);
    expect((await cleo.get(`/articles/${idOf(article)}`)).status).toBe(200);
  });

  it('is listed in the library of the organization, from every community, and there alone (R72)', async () => {
    const [shared, kept] = [await approved('Counting pills'), await approved('Counting keys')];
    await wish(ana, shared, 'widen');
    const library = await cleo.get('/library');
    expect(library.body).toContain('Counting pills');
    expect(library.body).not.toContain('Counting keys');

    await wish(ana, shared, 'narrow');
    expect((await cleo.get('/library')).body).not.toContain('Counting pills');
    expect((await cleo.get(`/articles/${idOf(shared)}`)).status).toBe(404);
    expect((await cleo.get(kept)).status).toBe(404);
  });

  it('is told nothing of the talk it came from, nor of words that wait (R73)', async () => {
    const thread = await begin(ben, home, {
      title: 'A secret of the ward',
      body: 'Mind the door.',
    });
    const page = await ben.get(`${thread}/article`);
    const fields = { post: '1', title: 'Doors', kind: 'page' };
    const { location } = await ben.press(page, `${thread}/article`, fields);
    const article = location?.pathname.replace('/edit', '') ?? '';
    await changeArticle(ben, article, { title: 'Doors', body: 'Shut them.', wish: 'ask' });
    await decideAbout(ana, article, { decision: 'approved' });
    await wish(ana, article, 'widen');
    await changeArticle(ben, article, { title: 'Doors', body: 'Leave them open.', wish: 'ask' });

    const { body } = await cleo.get(`/articles/${idOf(article)}`);
    expect(body).toContain('Shut them.');
    expect(body).not.toContain('Leave them open.');
    expect(body).not.toContain('secret of the ward');
    expect((await cleo.get('/search?q=secret+ward')).body).not.toContain('secret of the ward');
  });

  it('ends where it is withdrawn', async () => {
    const article = await approved('Boiling water');
    await wish(ana, article, 'widen');
    await ana.press(await ana.get(article), `${article}/standing`, { standing: 'withdrawn' });
    expect((await cleo.get(`/articles/${idOf(article)}`)).status).toBe(404);
    expect((await cleo.get('/library')).body).not.toContain('Boiling water');
  });
});
