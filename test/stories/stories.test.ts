import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/platform/browser.ts';
import { shareLink, tellStory } from '../support/library.ts';
import { tutors, type Person } from '../support/platform/launch-claims.ts';
import { answerTo, begin, pathOf, postIn } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const aMember: Person = { sub: 'carla', given: 'Carla', family: 'Luz', email: 'c@lms.test' };

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let carla: Visitor;
let practice: string;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  carla = await world.launch({ person: aMember, role: 'learner', course: tutors });
  practice = `${home}/practice`;
});

afterAll(() => world.close());

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const deeds = () =>
  world.house.database.within(world.organizationId, (tx) =>
    tx
      .selectFrom('activity')
      .select(['verb', 'objectId'])
      .where('objectKind', '=', 'story')
      .orderBy('id')
      .execute(),
  );

/** What a page says of one story. */
function storyIn({ body }: Answer, id: string): string {
  const [, after = ''] = body.split(`id="story-${id}"`);
  return after.split('</li>')[0] ?? '';
}

describe('a story of something that was used', () => {
  it('stands on its page with how it went, in numbers and with a link (R4)', async () => {
    const resource = await shareLink(ben, home);
    const page = await carla.get(resource);
    expect(page.body).toContain('Nobody has told yet how it went.');
    expect(page.body.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')).toContain(
      `${practice}/new?kind=resource&of=${idOf(resource)}`,
    );
    const told = { outcome: 'partly', numbers: '12 of 15 on time', url: 'example.org/report' };
    const id = await tellStory(carla, resource, { ...told, tried: 'In **two** wards.' });

    const story = storyIn(await ben.get(resource), id);
    expect(story).toContain('It worked in part');
    expect(story).toContain('In <strong>two</strong> wards.');
    expect(story).toContain('12 of 15 on time');
    expect(story).toContain('href="https://example.org/report"');
    expect(story).toContain('Carla Luz');
  });

  it('is counted in the library (R4)', async () => {
    const resource = await shareLink(ben, home, { title: 'Counted' });
    for (const outcome of ['worked', 'not']) await tellStory(carla, resource, { outcome });
    const [, line = ''] = (await ana.get(`${home}/library`)).body.split(`href="${resource}"`);

    expect(line.split('</li>')[0]).toContain('2 stories from practice');
  });

  it('is told in the record, by itself, for the report to a sponsor (R4)', async () => {
    const before = (await deeds()).length;
    const id = await tellStory(carla, await shareLink(ben, home));

    expect((await deeds()).slice(before)).toEqual([{ verb: 'put into practice', objectId: id }]);
  });

  it('comes back with its words and all that is missing', async () => {
    const of = idOf(await shareLink(ben, home));
    const form = await carla.get(`${practice}/new?kind=resource&of=${of}`);
    const answer = await carla.press(form, practice, {
      tried: ' ',
      numbers: 'About half',
      url: 'nonsense',
    });

    expect(answer.status).toBe(422);
    for (const words of ['Say how it went', 'what you tried', 'About half', 'no address of a page'])
      expect(answer.body).toContain(words);
  });

  it('is told once, however often the form is sent', async () => {
    const resource = await shareLink(ben, home);
    const form = await carla.get(`${practice}/new?kind=resource&of=${idOf(resource)}`);
    const told = { outcome: 'worked', tried: 'Only once' };
    const places = [
      await carla.press(form, practice, told),
      await carla.press(form, practice, told),
    ];

    expect(new Set(places.map(pathOf)).size).toBe(1);
    expect((await ana.get(resource)).body.match(/Only once/g)).toHaveLength(1);
  });

  it('is told of nothing that is not there for everybody', async () => {
    const resource = await shareLink(ben, home);
    const form = `${practice}/new?kind=resource&of=${idOf(resource)}`;
    const open = await carla.get(form);
    await ben.press(await ben.get(resource), `${resource}/standing`, { standing: 'withdrawn' });

    expect((await ben.get(form)).status).toBe(404);
    expect((await ben.get(`${practice}/new?kind=person&of=${idOf(resource)}`)).status).toBe(404);
    const late = await carla.press(open, practice, { outcome: 'worked', tried: 'Late' });
    expect(late.status).toBe(404);
  });

  it('is told of an answer of the talk as well (R4)', async () => {
    const thread = await begin(ben, home, { title: 'How do you hand over?' });
    await answerTo(ana, thread, 'With a board.');
    const [{ id } = { id: '' }] = await world.house.database.within(world.organizationId, (tx) =>
      tx
        .selectFrom('posts')
        .select('id')
        .where('threadId', '=', idOf(thread))
        .where('postNo', '=', 2)
        .execute(),
    );
    const answers = postIn(await carla.get(thread), 2);
    expect(answers).toContain(`${practice}/new?kind=post&amp;of=${id}`);
    const form = await carla.get(`${practice}/new?kind=post&of=${id}`);
    const answer = await carla.press(form, practice, { outcome: 'not', tried: 'No board fits.' });

    expect(postIn(await ben.get(thread), 2)).toContain('1 story from practice');
    expect(postIn(await ben.get(thread), 1)).not.toContain('from practice');
    const page = await ben.get(pathOf(answer));
    expect(page.body).toContain('No board fits.');
    expect(page.body).toContain('How do you hand over?');
    expect(page.body).toContain(`href="${thread}?from&#x3D;1#post-2"`);
  });
});

describe('what was told', () => {
  it('is changed by whoever told it, and by nobody else', async () => {
    const id = await tellStory(carla, await shareLink(ben, home));
    const path = `${practice}/${id}`;
    expect((await ana.get(`${path}/edit`)).status).toBe(403);
    const words = { outcome: 'not', tried: 'On second thought, no.' };
    expect((await carla.press(await carla.get(`${path}/edit`), path, words)).status).toBe(303);

    const story = storyIn(await ben.get(practice), id);
    expect(story).toContain('On second thought, no.');
    expect(story).toContain('It did not work');
    expect(story).toContain('changed');
  });

  it('is withdrawn and shown again by whoever told it', async () => {
    const id = await tellStory(carla, await shareLink(ben, home));
    const path = `${practice}/${id}/standing`;
    await carla.press(await carla.get(path), path, {});
    expect(storyIn(await ben.get(practice), id)).toBe('');
    expect(storyIn(await ben.get(`${practice}?show=withdrawn`), id)).toBe('');

    const own = await carla.get(`${practice}?show=withdrawn`);
    expect(storyIn(own, id)).toContain('Withdrawn');
    await carla.press(own, path, { standing: 'shown' });
    expect(storyIn(await ben.get(practice), id)).not.toBe('');
  });

  it('that a facilitator withdraws says why to whoever told it, who does not bring it back', async () => {
    const id = await tellStory(carla, await shareLink(ben, home));
    const path = `${practice}/${id}/standing`;
    const form = await ana.get(path);
    expect((await ana.press(form, path, { reason: ' ' })).status).toBe(422);
    await ana.press(form, path, { reason: 'It names a patient.' });

    const own = storyIn(await carla.get(`${practice}?show=withdrawn`), id);
    expect(own).toContain('It names a patient.');
    expect(own).not.toContain(path);
    const inVain = await carla.press(await carla.get('/me'), '/me', { standing: 'shown' }, path);
    expect(inVain.status).toBe(403);
    await ana.press(await ana.get(`${practice}?show=withdrawn`), path, { standing: 'shown' });
    expect(storyIn(await ben.get(practice), id)).not.toBe('');
  });
});

describe('what a community put into practice', () => {
  it('is listed, the newest first, by how it went (R4)', async () => {
    const resource = await shareLink(ben, home, { title: 'The one that was used' });
    const ids = [];
    for (const outcome of ['worked', 'not', 'partly'])
      ids.push(await tellStory(carla, resource, { outcome }));
    const { body } = await ben.get(practice);
    const places = ids.map((id) => body.indexOf(`story-${id}`));
    expect(places.toSorted((left, right) => right - left)).toEqual(places);
    expect(storyIn(await ben.get(practice), ids[0] ?? '')).toContain(`href="${resource}"`);

    const failed = await ben.get(`${practice}?outcome=not`);
    expect(ids.map((id) => storyIn(failed, id) !== '')).toEqual([false, true, false]);
  });

  it('keeps a story of something that is not shown any more, without its name', async () => {
    const resource = await shareLink(ben, home, { title: 'Gone by then' });
    const id = await tellStory(carla, resource);
    await ben.press(await ben.get(resource), `${resource}/standing`, { standing: 'withdrawn' });

    const story = storyIn(await ana.get(practice), id);
    expect(story).toContain('not shown any more');
    expect(story).not.toContain('Gone by then');
  });

  it('goes on page by page', async () => {
    const resource = await shareLink(ben, home);
    const told = [];
    for (let count = 0; count < 25; count += 1) told.push(await tellStory(carla, resource));
    const seen: string[] = [];
    let path = `${practice}?kind=resource&of=${idOf(resource)}`;
    while (path) {
      const { body } = await ben.get(path);
      seen.push(...[...body.matchAll(/id="story-([\w-]{36})"/g)].map(([, id = '']) => id));
      path = /<a href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
      path = path.replaceAll('&#x3D;', '=');
    }

    expect(seen).toEqual(told.toReversed());
  });

  it('is hidden from those outside, and says so while there is nothing', async () => {
    const cleo = await world.cleo();
    expect((await cleo.get(practice)).status).toBe(404);

    const { organizationId } = world;
    await world.house.database.within(organizationId, (tx) =>
      tx.updateTable('stories').set({ standing: 'withdrawn' }).execute(),
    );
    expect((await ben.get(practice)).body).toContain('Nothing is told yet.');
  });
});
