import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { forgetWords, readWords } from '../../src/search/index.ts';
import { shareLink } from '../support/library.ts';
import { begin, answerTo } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let cleo: Visitor;
let thread: string;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  [ana, ben, cleo] = [await world.ana(), await world.ben(), await world.cleo()];
  thread = await begin(ana, home, {
    title: 'Marking first drafts',
    body: 'We tried **rubrics** with <b>three</b> levels.',
  });
  await answerTo(ben, thread, 'Peer assessment works better than rubrics. 经验教训很重要。');
  await answerTo(ana, thread, 'Die Häuser sind für die Gäste offen.');
  await answerTo(ana, thread, 'Une réunion des tuteurs est validée.');
  await shareLink(ana, home, {
    title: 'A guide to feedback',
    why: 'Short and honest about rubrics.',
  });
});
afterAll(() => world.close());

const look = (who: Visitor, typed: string, where = `${home}/search`) =>
  who.get(`${where}?${new URLSearchParams({ q: typed }).toString()}`);

/** The titles that a page of results shows, without what marks them. */
async function titles(who: Visitor, typed: string, where?: string): Promise<string[]> {
  const { body } = await look(who, typed, where);
  const found = body.matchAll(/<a class="title"[^>]*>(.*?)<\/a>/g);
  return [...found].map(([, title = '']) => title.replaceAll(/<[^>]+>/g, ''));
}

/** As the background would, a little later. */
async function learnWords(): Promise<void> {
  const { database } = world.house;
  await database.within(world.organizationId, (tx) =>
    sql`update search_documents set changed_at = changed_at - interval '1 hour'`.execute(tx),
  );
  await readWords(database).work({}, new AbortController().signal);
}

describe('what is searched', () => {
  it('is found as soon as it is there, marked, by its words, their other forms and without accents', async () => {
    const draft = 'Marking first drafts';
    const { body } = await look(ben, 'rubric');
    expect(body).toContain('<mark>rubrics</mark>');
    expect(await titles(ben, 'draft')).toEqual([draft]);
    expect(await titles(ben, 'reunions')).toEqual([draft]);
    expect(await titles(ben, 'Haus')).toEqual([draft]);
    expect(await titles(ben, '教训')).toEqual([draft]);
    expect(await titles(ben, 'guide')).toEqual(['A guide to feedback']);
  });

  it('is narrowed by phrases, by minus and by kind, topic, person and community', async () => {
    expect(await titles(ben, '"peer assessment"')).toHaveLength(1);
    expect(await titles(ben, '"assessment peer"')).toEqual([]);
    expect(await titles(ben, 'rubrics -guide')).toEqual(['Marking first drafts']);
    expect(await titles(ben, 'rubrics kind:resource')).toEqual(['A guide to feedback']);
    expect(await titles(ben, 'rubrics kind:talk')).toEqual(['Marking first drafts']);
    expect((await look(ben, 'assessment by:ben')).body).toContain('#post-2"');
    expect(await titles(ben, 'assessment by:ana')).toEqual([]);
    expect(await titles(ben, 'rubrics topic:nothing')).toEqual([]);
    expect(await titles(ben, 'rubrics in:tutors', '/search')).toHaveLength(2);
    expect(await titles(ben, 'rubrics in:nurses', '/search')).toEqual([]);
    expect(await titles(ben, 'in:tutors', '/search')).toHaveLength(2);
    expect(await titles(ben, 'in:tutors kind:resource', '/search')).toEqual([
      'A guide to feedback',
    ]);
    expect(await titles(ben, 'in:tutors by:ben', '/search')).toEqual(['Marking first drafts']);
    expect(await titles(cleo, 'in:tutors', '/search')).toEqual([]);
  });

  it('takes nothing that is typed for wrong', async () => {
    for (const typed of [
      '"',
      '-',
      ':',
      "kind: ' & | ! <-> \\",
      'kind:',
      'a:b:c',
      '((rubrics',
      '%_',
      '  ',
    ]) {
      const { status } = await look(ben, typed);
      expect([typed, status]).toEqual([typed, 200]);
    }
    expect((await look(ben, '<script>alert(1)</script>')).body).not.toContain('<script>alert');
  });

  it('is not found by those who may not read it, nor counted for them (R73)', async () => {
    const seen = await look(cleo, 'rubrics', '/search');
    expect(seen.body).not.toContain('drafts');
    expect(seen.body).not.toContain('Talk <span');
    expect((await look(cleo, 'rubrics')).status).toBe(404);
  });

  it('is found by a wrong spelling, which says so; nobody is told of a word that they may not read', async () => {
    await learnWords();
    const page = await look(ben, 'asessment');
    expect(page.body).toContain('assessment');
    expect(page.body).toContain('Marking first drafts');
    expect((await look(cleo, 'asessment', '/search')).body).not.toContain('assessment');
  });

  it('is not found by a word that nothing says any more, which is forgotten', async () => {
    const { database } = world.house;
    const within = (part: string) =>
      database.within(world.organizationId, async (tx) => {
        const { rows } = await sql<{ word: string }>`
          select word from search_words where word like ${`${part}%`}`.execute(tx);
        return rows.map(({ word }) => word);
      });
    await database.within(world.organizationId, (tx) =>
      sql`insert into search_words (organization_id, word) values (${world.organizationId}, 'peer''s \ zebra')`.execute(
        tx,
      ),
    );
    await forgetWords(database).work({}, new AbortController().signal);
    expect([await within('peer'), await within('assessment')]).toEqual([['peer'], ['assessment']]);
  });

  it('vanishes with what is hidden, and comes back with it', async () => {
    const { database } = world.house;
    const stand = (standing: string) =>
      database.within(world.organizationId, (tx) =>
        sql`update threads set standing = ${standing} where title like 'Marking%'`.execute(tx),
      );
    expect(await titles(ben, 'assessment')).toHaveLength(1);
    await stand('hidden');
    expect(await titles(ben, 'assessment')).toEqual([]);
    await stand('visible');
    expect((await look(ben, 'assessment')).body).toContain('#post-2"');
  });

  const typing = (typed: string) =>
    ben.browser.get(new URL(`${home}/search?q=${typed}`, world.house.url), {
      from: new URL(world.house.url).origin,
      headers: { 'hx-request': 'true', 'hx-request-type': 'partial' },
    });

  it('finds what begins like a word that is still being typed, and counts that for no search', async () => {
    expect((await typing('peer+assessm')).body).toContain('<mark>assessment</mark>');
    await answerTo(ana, thread, 'Nous aimons l’évaluation par les pairs.');
    for (const typed of ["l'éval", 'l’EVAL'])
      expect((await typing(encodeURIComponent(typed))).body).toContain('<mark>évaluation</mark>');
    await typing('wolverin');
    expect((await ana.get(`${home}/care/gaps`)).body).not.toContain('wolverin');
  });

  it('shows the best few as somebody types, says of how many, and leads to all', async () => {
    for (let count = 1; count <= 10; count += 1)
      await begin(ana, home, { title: `Marking of group ${count}`, body: 'It was double-blind.' });
    const { body } = await typing('double-bli');
    expect(body.match(/<a class="title"/g)).toHaveLength(8);
    expect(body).toContain('10 results');
    expect(body).toContain('<mark>blind</mark>');
    expect(body).toContain(`?q&#x3D;double-bli&amp;begun&#x3D;on">All results</a>`);
    const { body: shown } = await ben.get(`${home}/search?q=double-bli&begun=on`);
    expect(shown.match(/<a class="title"/g)).toHaveLength(10);
    expect(shown).not.toContain('All results');
  });

  it('takes a word that was sent off before its end for what was found as it was typed', async () => {
    const found = await titles(ben, 'feedb');
    expect(found).toEqual(['A guide to feedback']);
    const { body } = await ana.get(`${home}/care/gaps`);
    expect(body).not.toContain('feedb');
  });

  it('tells facilitators what nobody found, and not who looked', async () => {
    const nothing = await look(ben, 'Zebra-Crossings');
    expect(nothing.body).not.toMatch(/<nav[^>]*>\s*<\/nav>/);
    const { body } = await ana.get(`${home}/care/gaps`);
    expect(body).toContain('zebra crossings');
  });
});
