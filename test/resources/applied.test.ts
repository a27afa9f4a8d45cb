import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/platform/browser.ts';
import { aLink, relate, shareLink } from '../support/library.ts';
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

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const titlesOf = ({ body }: Answer) =>
  [...body.matchAll(/<a class="title" href="[^"]+"[^>]*>([^<]*)</g)].map(([, title]) => title);
const share = (title: string, fields: object = {}) => shareLink(ben, home, { title, ...fields });
const deedsOn = (resource: string) =>
  world.house.database.within(world.organizationId, async (tx) => {
    const rows = await tx
      .selectFrom('activity')
      .select('verb')
      .where('objectId', '=', idOf(resource))
      .orderBy('id')
      .execute();
    return rows.map(({ verb }) => verb);
  });

describe('what a resource says of its use', () => {
  const said = {
    when: 'In a *first* round.',
    how: 'Print it.',
    example: 'In ward 4.',
    evidence: 'Half the calls.',
  };

  it('stands on its page, each part under its own heading (R12)', async () => {
    const { body } = await ana.get(await share('All said', said));

    for (const words of [
      'In a <em>first</em> round.',
      'Print it.',
      'In ward 4.',
      'Half the calls.',
    ])
      expect(body).toContain(words);
    const { body: bare } = await ana.get(await share('Nothing said'));
    expect(bare).not.toContain('When to use it');
  });

  it('narrows the library to those that say when, or have evidence (R12)', async () => {
    await share('Says when', { when: 'Always.' });
    await share('Has evidence', { evidence: 'A trial.' });
    await share('Says neither', { how: 'Just so.' });

    const saysWhen = titlesOf(await ana.get(`${home}/library?says=when`));
    expect(saysWhen).toContain('Says when');
    expect(saysWhen).not.toContain('Has evidence');
    const evident = titlesOf(await ana.get(`${home}/library?says=evidence`));
    expect(evident).toContain('Has evidence');
    expect(evident).not.toContain('Says neither');
  });

  it('is changed with the rest, and taken out again (R12)', async () => {
    const path = await share('To be changed', said);
    const form = await ben.get(`${path}/edit`);
    expect(form.body).toContain('<details class="guide" open');
    expect(form.body).toContain('In a *first* round.');
    await ben.press(form, path, { ...aLink, title: 'To be changed', how: 'Read it aloud.' });

    const { body } = await ana.get(path);
    expect(body).toContain('Read it aloud.');
    expect(body).not.toContain('Half the calls.');
    const evident = titlesOf(await ana.get(`${home}/library?says=evidence`));
    expect(evident).not.toContain('To be changed');
  });
});

describe('looking a resource over', () => {
  it('is said by a facilitator, with name and day, and narrows the library (R11)', async () => {
    const path = await share('Looked over once');
    await share('Never looked over');
    await ana.press(await ana.get(path), `${path}/review`, { wish: 'give' });

    const { body } = await ben.get(path);
    expect(body).toMatch(/Looked over<\/dt><dd><bdi>Ana/);
    expect(body).not.toContain(`action="${path}/review"`);
    const seen = titlesOf(await ben.get(`${home}/library?reviewed=yes`));
    const unseen = titlesOf(await ben.get(`${home}/library?reviewed=no`));
    expect(seen).toContain('Looked over once');
    expect(seen).not.toContain('Never looked over');
    expect(unseen).toContain('Never looked over');
    expect(unseen).not.toContain('Looked over once');
  });

  it('says when the resource changed since, and is taken back', async () => {
    const path = await share('Looked over, then changed');
    await ana.press(await ana.get(path), `${path}/review`, { wish: 'give' });
    expect((await ben.get(path)).body).not.toContain('changed since');
    await ben.press(await ben.get(`${path}/edit`), path, aLink);
    expect((await ben.get(path)).body).toContain('changed since');

    await ana.press(await ana.get(path), `${path}/review`, { wish: 'take back' });
    expect((await ben.get(path)).body).not.toContain('Looked over');
    const deeds = await deedsOn(path);
    expect(deeds).toEqual(['shared', 'looked over', 'edited', 'took back a review']);
  });

  it('is nothing that another member does', async () => {
    const path = await share('Not theirs');
    const answer = await ben.press(await ben.get('/me'), '/me', { wish: 'give' }, `${path}/review`);

    expect(answer.status).toBe(403);
  });
});

describe('freshness', () => {
  it('reaches back three months (R11)', async () => {
    const paths = [await share('Of last spring'), await share('Of two months ago')];
    const daysAgo = [120, 60];
    for (const [index, path] of paths.entries()) {
      const updatedAt = new Date(Date.now() - (daysAgo[index] ?? 0) * 86_400_000);
      await world.house.database.within(world.organizationId, (tx) =>
        tx.updateTable('resources').set({ updatedAt }).where('id', '=', idOf(path)).execute(),
      );
    }

    const fresh = titlesOf(await ana.get(`${home}/library?since=quarter`));
    expect(fresh).toContain('Of two months ago');
    expect(fresh).not.toContain('Of last spring');
  });
});

describe('resources that have to do with one another', () => {
  it('name what replaces them, on top and in the list', async () => {
    const old = await share('The old way');
    const young = await share('The new way');
    await relate(ben, old, { as: 'newer', other: young });

    const { body } = await ana.get(old);
    expect(body).toMatch(new RegExp(`Replaced by <a href="${young}"[^>]*>The new way`));
    expect((await ana.get(young)).body).toMatch(new RegExp(`Replaces</dt><dd><a href="${old}"`));
    const [, line = ''] = (await ana.get(`${home}/library`)).body.split(`href="${old}"`);
    expect(line.split('</li>')[0]).toContain('Replaced by');

    const path = `${old}/relations`;
    const back = { as: 'newer', other: idOf(young), wish: 'take back' };
    await ben.press(await ben.get(path), path, back);
    expect((await ana.get(old)).body).not.toContain('Replaced by');
    expect(await deedsOn(old)).toEqual(['shared', 'linked', 'unlinked']);
  });

  it('never replace one another in a circle', async () => {
    const circle = [await share('First'), await share('Second'), await share('Third')];
    const [first = '', second = '', third = ''] = circle;
    await relate(ben, first, { as: 'newer', other: second });
    await relate(ben, second, { as: 'newer', other: third });
    const answer = await relate(ben, third, { as: 'newer', other: first });

    expect(answer.status).toBe(422);
    expect(answer.body).toContain('itself replaced by this one');
    expect((await ana.get(third)).body).not.toContain('Replaced by');
    const itself = await relate(ben, first, { as: 'newer', other: first });
    expect(itself.status).toBe(404);
  });

  it('that go together say so on both pages, once', async () => {
    const one = await share('One half');
    const other = await share('Other half');
    await relate(ben, one, { as: 'related', other });
    await relate(ana, other, { as: 'related', other: one });

    expect((await ana.get(one)).body.match(/Other half/g)).toHaveLength(1);
    expect((await ana.get(other)).body.match(/One half/g)).toHaveLength(1);
    const path = `${other}/relations`;
    const back = { as: 'related', other: idOf(one), wish: 'take back' };
    await ana.press(await ana.get(path), path, back);
    expect((await ana.get(one)).body).not.toContain('Other half');
  });

  it('say nothing of one that was withdrawn', async () => {
    const old = await share('Outlived');
    const young = await share('Short-lived');
    await relate(ben, old, { as: 'newer', other: young });
    await relate(ben, old, { as: 'related', other: young });
    await ben.press(await ben.get(young), `${young}/standing`, { standing: 'withdrawn' });

    expect((await ana.get(old)).body).not.toContain('Short-lived');
    expect((await relate(ben, old, { as: 'related', other: young })).status).toBe(404);
  });

  it('are found by the words of their titles, and chosen by their giver and facilitators', async () => {
    const path = await share('A place to begin');
    await share('Übergabe am Bett');
    const found = await ben.get(`${path}/relations?words=ubergabe+bett`);
    expect(found.body).toContain('Übergabe am Bett');
    expect(found.body).not.toContain('The old way');
    expect((await ana.get(`${path}/relations`)).status).toBe(200);

    const theirs = await shareLink(ana, home);
    expect((await ben.get(`${theirs}/relations`)).status).toBe(403);
    expect((await relate(ben, path, { as: 'related', other: '' })).status).toBe(422);
  });
});
