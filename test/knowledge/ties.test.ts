import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeArticle, writeArticle } from '../support/knowledge.ts';
import type { Answer } from '../support/platform/browser.ts';
import { ana as anaHerself, type Course } from '../support/platform/launch-claims.ts';
import { begin } from '../support/talk.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

const course: Course = { id: 'elsewhere', label: 'E', title: 'Elsewhere' };

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

const idOf = (path: string) => path.split('/').at(-1) ?? '';

/** The titles that a section of an article's page names. */
function titlesIn({ body }: Answer, section: 'leading' | 'related'): string[] {
  const [, after = ''] = body.split(`aria-labelledby="${section}"`);
  const part = after.split('</section>')[0] ?? '';
  return [...part.matchAll(/<a href="[^"]*" dir="auto">([^<]*)</g)].map(([, title]) => title ?? '');
}

describe('an article that others lead to', () => {
  it('says which, by the titles they have now, and as long as they are shown', async () => {
    const main = await writeArticle(ana, home, { title: 'Main' });
    const lasting = new URL(`/articles/${idOf(main)}?from=here`, world.house.url).href;
    const [relative, absolute] = [
      await writeArticle(ana, home, { title: 'Relative', body: `Read [this](${main}#about-x).` }),
      await writeArticle(ana, home, { title: 'Absolute', body: `It says so: ${lasting}` }),
    ];
    await writeArticle(ana, home, { title: 'Code', body: `\`[this](${main})\` and ${main}` });
    await writeArticle(ana, home, { title: 'Draft', body: `[this](${main})`, wish: 'draft' });
    await writeArticle(ana, home, { title: 'Versions', body: `[this](${main}/revisions)` });
    await changeArticle(ana, main, { title: 'Main', body: `[itself](${main})` });
    expect(titlesIn(await ben.get(main), 'leading')).toEqual(['Absolute', 'Relative']);

    await changeArticle(ana, relative, { title: 'Renamed', body: `[this](${main})` });
    await changeArticle(ana, absolute, { title: 'Absolute', body: 'No more.', wish: 'draft' });
    expect(titlesIn(await ben.get(main), 'leading')).toEqual(['Absolute', 'Renamed']);
    await ana.press(await ana.get(relative), `${relative}/standing`, { standing: 'withdrawn' });
    await changeArticle(ana, absolute, { title: 'Absolute', body: 'No more.', base: '2' });
    expect(titlesIn(await ben.get(main), 'leading')).toEqual([]);
  });

  it('tells nobody of one that they may not read', async () => {
    const main = await writeArticle(ana, home, { title: 'Told' });
    const founder = await world.launch({ person: anaHerself, role: 'instructor', course });
    const elsewhere = await foundCommunity(founder, { name: 'E', topics: 'e', difference: 'E.' });
    await writeArticle(ana, elsewhere, { title: 'Secret', body: `[this](${main})` });
    const open = await writeArticle(ana, elsewhere, { title: 'Open', body: `[this](${main})` });
    expect(titlesIn(await ben.get(main), 'leading')).toEqual([]);
    await world.house.database.within(world.organizationId, (tx) =>
      tx
        .updateTable('articles')
        .set({ reach: 'organization' })
        .where('id', 'in', [idOf(open), idOf(main)])
        .execute(),
    );
    expect(titlesIn(await ben.get(main), 'leading')).toEqual(['Open']);
    await writeArticle(ana, home, { title: 'Inside', body: `[this](${main})` });
    const cleo = await world.cleo();
    expect(titlesIn(await cleo.get(`/articles/${idOf(main)}`), 'leading')).toEqual(['Open']);
  });
});

describe('what is close to an article', () => {
  it('is found by the rarer words of its title, and is neither linked nor hidden', async () => {
    const linked = await writeArticle(ana, home, { title: 'Catheter checklist for the ward' });
    const words = { title: 'Changing a catheter on the ward', body: `[See](${linked}).` };
    const main = await writeArticle(ana, home, words);
    await begin(ben, home, { title: 'Which catheter lasts longest?', body: 'We change many.' });
    await writeArticle(ana, home, { title: 'Catheters at night', body: 'Quietly.' });
    await writeArticle(ana, home, { title: 'Catheters, a draft', wish: 'draft' });
    for (const number of [1, 2, 3, 4])
      await writeArticle(ana, home, { title: `The ward, part ${number}`, body: 'On the ward.' });
    await writeArticle(ana, home, { title: 'Bicycles', body: 'And nothing of the kind.' });
    const related = titlesIn(await ben.get(main), 'related');
    expect(related.slice(0, 2).toSorted()).toEqual([
      'Catheters at night',
      'Which catheter lasts longest?',
    ]);
    expect(related.length).toBeLessThanOrEqual(5);
    for (const title of ['Catheter checklist for the ward', 'Catheters, a draft', 'Bicycles'])
      expect(related).not.toContain(title);
  });
});
