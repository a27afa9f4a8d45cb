import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { underlined } from '../../src/glossary/underline.ts';
import { decideAbout, writeArticle } from '../support/knowledge.ts';
import { answerTo, begin } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const term = (word: string) => ({
  id: word,
  term: word,
  meaning: `What ${word} is`,
  articleId: null,
});
const marks = { pathOf: (id: string) => `/glossary#${id}`, name: 'Glossary' };

/** The words of this HTML that are explained, in their order. */
function explained(html: string, words: string[]): string[] {
  const shown = underlined(html, words.map(term), marks);
  const kept = shown.replaceAll(
    /<button [^>]*>(.*?)<\/button><span class="meaning".*?<\/a><\/span>/g,
    '$1',
  );
  expect(kept).toBe(html);
  return [...shown.matchAll(/popovertarget="[^"]*">(.*?)<\/button>/g)].map(
    ([, word]) => word ?? '',
  );
}

describe('a word of the glossary', () => {
  it('is explained at its first use, as a whole word of any script, and the longest there is', () => {
    expect(explained('<p>The ward, wards and the Ward.</p>', ['ward'])).toEqual(['ward']);
    expect(explained('<p>Use SBAR2, then SBAR.</p>', ['sbar'])).toEqual(['SBAR']);
    expect(explained('<p>Read it; ask IT.</p>', ['IT'])).toEqual(['IT']);
    expect(explained('<p>A hand over sheet</p>', ['hand', 'hand over'])).toEqual(['hand over']);
    expect(explained('<p>每次交接班很重要</p>', ['交接班'])).toEqual(['交接班']);
    expect(explained('<p>في تسليم المناوبة</p>', ['تسليم'])).toEqual(['تسليم']);
    expect(explained('<p>Über Übergaben, die Übergabe</p>', ['übergabe'])).toEqual(['Übergabe']);
    expect(
      explained('<p>R&amp;D &amp; a &lt;b&gt; C++ (x)</p>', ['R&D', 'amp', 'lt', 'C++']),
    ).toEqual(['R&amp;D', 'C++']);
  });

  it('is left alone in links, code, formulas and headings, and says nothing as markup', () => {
    const closed =
      '<h2 id="sbar">SBAR</h2><p><a href="/SBAR">SBAR</a> <code>SBAR</code></p><pre><span>SBAR</span></pre>' +
      '<math><mi>SBAR</mi></math><p><img src="/files/SBAR" alt="SBAR"></p>';
    expect(explained(closed, ['SBAR'])).toEqual([]);
    expect(explained(`${closed}<ul><li><em>SBAR</em></li></ul>`, ['SBAR'])).toEqual(['SBAR']);
    const hostile = { id: '"><script>', term: 'x', meaning: '<script>', articleId: null };
    expect(underlined('<p>x</p>', [hostile], marks)).not.toContain('<script>');
  });
});

describe('the glossary of a community', () => {
  let world: World;
  let home: string;
  let ana: Visitor;
  let ben: Visitor;
  let page: string;

  beforeAll(async () => {
    world = await openWorld();
    home = await world.community();
    ana = await world.ana();
    ben = await world.ben();
    page = `${home}/knowledge/glossary`;
  });

  afterAll(() => world.close());

  it('is kept by facilitators and whoever looks after an article, and read in articles, not in the talk', async () => {
    expect((await ben.get(page)).body).not.toContain('name="term"');
    const more = await writeArticle(ana, home, { title: 'All about SBAR' });
    const sent = { term: ' SBAR ', meaning: 'Four <things> to say', article: more };
    const added = await ana.press(await ana.get(page), page, sent);
    const { hash = '' } = added.location ?? {};
    expect((await ben.get(page)).body).toContain('All about SBAR');
    const article = await writeArticle(ana, home, { title: 'Handover', body: 'Say it as SBAR.' });
    const { body } = await ben.get(article);
    expect(body).toContain('>SBAR</button>');
    expect(body).toContain('Four &lt;things&gt; to say');
    expect(body).toContain(`href="${page}${hash}"`);
    const thread = await begin(ben, home, { body: 'Why SBAR?' });
    await answerTo(ana, thread, 'SBAR is short.');
    expect((await ben.get(thread)).body).not.toContain('</button><span class="meaning"');

    const again = await ana.press(await ana.get(page), page, { ...sent, term: 'sbar' });
    expect(again.status).toBe(422);
    expect(again.body).toContain('This word is explained already.');
    const elsewhere = { ...sent, term: 'Other', article: `${home}/knowledge/nowhere` };
    expect((await ana.press(await ana.get(page), page, elsewhere)).status).toBe(422);
    const own = await writeArticle(ben, home, { title: 'Of Ben', wish: 'ask' });
    expect((await ben.get(page)).body).not.toContain('name="term"');
    await decideAbout(ana, own, { decision: 'approved' });
    await ben.press(await ben.get(page), page, { term: 'Ward', meaning: 'Where we work' });
    const form = `${page}/${hash.replace('#term-', '')}`;
    await ben.press(await ben.get(form), form, { term: 'SBAR', meaning: 'Otherwise' });
    expect((await ben.get(article)).body).toContain('Otherwise');
    const removal = await ana.get(`${form}/removal`);
    expect(removal.body).toContain('Otherwise');
    expect((await ben.get(article)).body).toContain('>SBAR</button>');
    await ana.press(removal, `${form}/removal`, {});
    expect((await ben.get(article)).body).not.toContain('>SBAR</button>');
    expect((await ben.get(page)).body).toContain('Where we work');
  });
});
