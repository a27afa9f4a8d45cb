import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collect, shareLink, tellStory } from '../support/library.ts';
import { ana, ben, type Course, type Person } from '../support/platform/launch-claims.ts';
import { lti } from '../support/platform/vocabulary.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

const dana: Person = { sub: 'person-dana', given: 'Dana', family: 'Kim', email: 'dana@lms.test' };

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

let courses = 0;
const newCourse = (): Course => {
  courses += 1;
  return { id: `g-${courses}`, label: `G${courses}`, title: `Merging ${courses}` };
};

const teach = (course: Course, person: Person = ana) =>
  world.launch({ person, role: 'instructor', course });
const learn = (course: Course, person: Person = ben) =>
  world.launch({ person, role: 'learner', course });

interface Founded {
  course: Course;
  home: string;
  teacher: Visitor;
}

async function found(name: string, person: Person = ana, topics = 'feedback'): Promise<Founded> {
  const course = newCourse();
  const teacher = await teach(course, person);
  const difference = 'Other hands.';
  const home = await foundCommunity(teacher, {
    name,
    purpose: `${name} it is.`,
    topics,
    difference,
  });
  return { course, home, teacher };
}

const idOf = (home: string) => home.split('/').at(-1) ?? '';

async function ask(who: Visitor, home: string, title: string, topic?: string): Promise<string> {
  const form = await who.get(`${home}/threads/new`);
  const topicId = topic && new RegExp(`value="([0-9a-f-]+)"[^>]*>${topic}<`).exec(form.body)?.[1];
  const fields = {
    kind: 'question',
    title,
    body: 'Who knows?',
    ...(topicId && { topic: topicId }),
  };
  return (await who.press(form, `${home}/threads`, fields)).location?.pathname ?? '';
}

/** Ana ends the first in favour of the second. */
async function mergeInto({ home, teacher }: Founded, other: string) {
  const page = await teacher.get(`${home}/merger?into=${idOf(other)}`);
  return teacher.press(page, `${home}/merger`, {});
}

describe('R74: merging two communities', () => {
  it('says beforehand what would move, and moves nothing by that', async () => {
    const [weavers, spinners] = [await found('Weavers'), await found('Spinners')];
    await ask(await learn(weavers.course), weavers.home, 'Which loom?');

    const page = await weavers.teacher.get(`${weavers.home}/merger?into=${idOf(spinners.home)}`);

    expect(page.body).toContain('1 thread moves');
    expect(page.body).toContain('1 person joins');
    expect(page.body).toContain('1 course comes along');
    expect((await weavers.teacher.get(weavers.home)).body).toContain('Which loom?');
  });

  it('brings threads with their topics, people and courses to the other', async () => {
    const first = await found('Potters', ana, 'Glazes, clay');
    const second = await found('Ceramics', ana, 'glazes');
    const member = await learn(first.course);
    await ask(member, first.home, 'Which glaze?', 'Glazes');

    const merged = await mergeInto(first, second.home);

    expect(merged.location?.pathname).toBe(second.home);
    const again = await learn(first.course);
    expect(again.arrived.url.pathname).toBe(second.home);
    expect(again.arrived.body).toContain('Which glaze?');
    const list = await again.get(`${second.home}/threads`);
    expect(list.body).toContain('Which glaze?');
    expect(list.body).toMatch(/glazes/);
    expect((await again.get(`${second.home}/threads/new`)).body).toContain('clay');
  });

  it('keeps every address: of the community, its pages and its threads', async () => {
    const [first, second] = [await found('Bakers'), await found('Bread')];
    const member = await learn(first.course);
    const thread = await ask(member, first.home, 'Which flour?');

    await mergeInto(first, second.home);

    for (const [address, arrival] of [
      [first.home, second.home],
      [`${first.home}/threads`, `${second.home}/threads`],
      [thread, thread.replace(first.home, second.home)],
      [`/threads/${idOf(thread)}`, thread.replace(first.home, second.home)],
    ] as const) {
      const page = await member.get(address);
      expect([page.status, page.url.pathname]).toEqual([200, arrival]);
    }
  });

  it('brings the library along: what was shared, put in order and put into practice', async () => {
    const [first, second] = [await found('Smiths'), await found('Iron')];
    const member = await learn(first.course);
    const link = await shareLink(member, first.home, { title: 'Hammers' });
    const collection = await collect(member, first.home, { title: 'Tools to begin with' });
    await tellStory(member, link, { tried: 'On a cold anvil.' });
    const preview = await first.teacher.get(`${first.home}/merger?into=${idOf(second.home)}`);
    expect(preview.body).toContain('1 resource of the library moves');
    expect(preview.body).not.toContain('>0 ');
    await mergeInto(first, second.home);

    for (const [address, words] of [
      [link, 'On a cold anvil.'],
      [collection, 'Tools to begin with'],
      [`${first.home}/practice`, 'Hammers'],
    ] as const) {
      const page = await member.get(address);
      expect(page.url.pathname).toBe(address.replace(first.home, second.home));
      expect(page.body).toContain(words);
    }
  });

  it('brings the glossary along, and of a word that both explain both meanings, side by side', async () => {
    const [first, second] = [await found('Printers'), await found('Type')];
    const explain = async ({ home, teacher }: Founded, term: string, meaning: string) => {
      const page = `${home}/knowledge/glossary`;
      await teacher.press(await teacher.get(page), page, { term, meaning });
    };
    await explain(first, 'Galley', 'A tray');
    await explain(first, 'Font', 'All of one size');
    await explain(first, 'Ink', 'It is black');
    await explain(second, 'font', 'A file');
    await explain(second, 'Ink', 'It is black');
    const preview = await first.teacher.get(`${first.home}/merger?into=${idOf(second.home)}`);
    expect(preview.body).toContain('3 terms of the glossary move');
    await mergeInto(first, second.home);

    const page = await second.teacher.get(`${first.home}/knowledge/glossary`);
    expect(page.url.pathname).toBe(`${second.home}/knowledge/glossary`);
    const terms = [
      ...page.body.matchAll(/<dt dir="auto">([^<]*)<\/dt><dd><span dir="auto">([^<]*)</g),
    ];
    expect(terms.map(([, term, meaning]) => `${term}: ${meaning}`)).toEqual([
      'font: A file',
      'Font (Printers): All of one size',
      'Galley: A tray',
      'Ink: It is black',
    ]);
  });

  it('keeps every activity that was placed in a course', async () => {
    const [first, second] = [await found('Brewers'), await found('Hops')];
    const thread = await ask(await learn(first.course), first.home, 'Which yeast?');
    const named = { guildhall_community: idOf(first.home) };
    await mergeInto(first, second.home);

    for (const [custom, arrival] of [
      [{ ...named, guildhall_view: 'home' }, second.home],
      [{ ...named, guildhall_view: 'talk' }, `${second.home}/threads`],
      [
        { ...named, guildhall_view: 'thread', guildhall_thread: idOf(thread) },
        thread.replace(first.home, second.home),
      ],
    ] as const) {
      const launched = await world.launch({
        person: ben,
        role: 'learner',
        course: first.course,
        targetLinkUri: `${world.house.url}/lti/launch`,
        claims: { [lti('custom')]: custom },
      });
      expect(launched.arrived.url.pathname).toBe(arrival);
    }
  });

  it('does not bring back who had left', async () => {
    const [first, second] = [await found('Millers'), await found('Flour')];
    const leaver = await learn(first.course, dana);
    const membership = await leaver.get(`${first.home}/membership`);
    await leaver.press(membership, `${first.home}/membership/departure`, {});
    await mergeInto(first, second.home);

    await learn(first.course, dana);

    expect((await leaver.get(`${second.home}/threads`)).status).toBe(404);
  });

  it('of one into the other and the other way at once happens one way', async () => {
    const [first, second] = [await found('Glaziers'), await found('Windows')];
    const pages = await Promise.all([
      first.teacher.get(`${first.home}/merger?into=${idOf(second.home)}`),
      second.teacher.get(`${second.home}/merger?into=${idOf(first.home)}`),
    ]);

    const answers = await Promise.all([
      first.teacher.press(pages[0], `${first.home}/merger`, {}),
      second.teacher.press(pages[1], `${second.home}/merger`, {}),
    ]);

    expect(answers.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1);
    expect(answers.every(({ status }) => status < 500)).toBe(true);
    const left = [await first.teacher.get(first.home), await first.teacher.get(second.home)];
    expect(new Set(left.map(({ url }) => url.pathname)).size).toBe(1);
  });

  it('keeps the words of somebody who was writing when it came', async () => {
    const [first, second] = [await found('Smiths'), await found('Iron')];
    const member = await learn(first.course);
    const form = await member.get(`${first.home}/threads/new`);
    await mergeInto(first, second.home);

    const fields = { kind: 'question', title: 'Which anvil?', body: 'Half written.' };
    const sent = await member.press(form, `${first.home}/threads`, fields);

    expect([sent.status, sent.location?.pathname]).toEqual([307, `${second.home}/threads`]);
    const kept = await member.press(
      form,
      `${first.home}/threads`,
      fields,
      `${second.home}/threads`,
    );
    expect(kept.status).toBe(303);
    expect((await member.get(`${second.home}/threads`)).body).toContain('Which anvil?');
  });

  it('leads on through a second merger', async () => {
    const [first, second, third] = [await found('Oak'), await found('Ash'), await found('Wood')];
    await mergeInto(first, second.home);
    await mergeInto(second, third.home);

    expect((await first.teacher.get(first.home)).url.pathname).toBe(third.home);
  });

  it('arrives once when pressed twice', async () => {
    const [first, second] = [await found('Dyers'), await found('Colour')];
    const page = await first.teacher.get(`${first.home}/merger?into=${idOf(second.home)}`);
    await first.teacher.press(page, `${first.home}/merger`, {});

    const again = await first.teacher.press(
      page,
      `${first.home}/merger`,
      {},
      `${second.home}/merger`,
    );

    expect([again.status, again.location?.pathname]).toEqual([303, second.home]);
    expect((await first.teacher.get(second.home)).status).toBe(200);
  });

  it('is done only by somebody who leads both, and offers them nothing else', async () => {
    const [ours, theirs] = [await found('Tailors'), await found('Cutters', dana)];

    const page = await ours.teacher.get(`${ours.home}/merger`);
    expect(page.body).not.toContain('Cutters');
    const preview = await ours.teacher.get(`${ours.home}/merger?into=${idOf(theirs.home)}`);
    expect([preview.status, preview.body.includes('Cutters')]).toEqual([404, false]);
    const settings = await ours.teacher.get(`${ours.home}/merger?into=${idOf(ours.home)}`);
    expect(settings.status).toBe(200);
    const member = await learn(ours.course);
    expect((await member.get(`${ours.home}/merger`)).status).toBe(403);
  });

  it('tells somebody of another organization nothing, not even that there was a merger', async () => {
    const [first, second] = [await found('Coopers'), await found('Casks')];
    await mergeInto(first, second.home);
    const neighbour = await world.neighbour('Closed University');
    const stranger = await neighbour.launch({
      person: dana,
      role: 'instructor',
      course: newCourse(),
    });

    const page = await stranger.get(first.home);

    expect([page.status, page.url.pathname]).toEqual([404, first.home]);
  });

  it('is not found any more, by whom or wherever one looks', async () => {
    const [first, second] = [await found('Quilters'), await found('Patchwork')];
    await mergeInto(first, second.home);

    const outsider = await teach(newCourse(), dana);

    expect((await outsider.get('/explore?words=Quilters')).body).not.toContain('Quilters</');
    expect((await first.teacher.get('/')).body).not.toContain(`href="${first.home}"`);
  });
});
