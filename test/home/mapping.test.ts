import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/platform/browser.ts';
import { ana, ben, type Course, type Person } from '../support/platform/launch-claims.ts';
import { TestPlatform } from '../support/platform/platform.ts';
import { foundCommunity, openWorld, visit, type Visitor, type World } from '../support/world.ts';

const dana: Person = { sub: 'person-dana', given: 'Dana', family: 'Kim', email: 'dana@lms.test' };

let world: World;
/** Another LMS of the same organization. */
let sister: TestPlatform;
/** An LMS of another organization in the same house. */
let stranger: TestPlatform;

async function addPlatform(organizationName: string): Promise<TestPlatform> {
  const platform = await TestPlatform.start();
  const client = platform.install(world.house.url);
  await world.house.registerPlatform({ organizationName, ...platform.details(client) });
  return platform;
}

beforeAll(async () => {
  world = await openWorld();
  sister = await addPlatform('Open University');
  stranger = await addPlatform('Closed University');
});

afterAll(async () => {
  await sister.close();
  await stranger.close();
  await world.close();
});

let courses = 0;
const newCourse = (): Course => {
  courses += 1;
  return { id: `m-${courses}`, label: `M${courses}`, title: `Mapped ${courses}` };
};

const teach = (course: Course, person: Person = ana) =>
  world.launch({ person, role: 'instructor', course });

async function found(course: Course, wishes: object = {}): Promise<string> {
  const name = `Guild ${courses}`;
  const difference = 'Other hands.';
  return foundCommunity(await teach(course), { name, purpose: 'We make.', difference, ...wishes });
}

const idOf = (home: string) => home.split('/').at(-1) ?? '';

async function ask(who: Visitor, home: string, title: string): Promise<string> {
  const form = await who.get(`${home}/threads/new`);
  const fields = { kind: 'question', title, body: 'Who knows?' };
  return (await who.press(form, `${home}/threads`, fields)).location?.pathname ?? '';
}

/** The page on which an instructor sees what their course feeds. */
async function communitiesPage(teacher: Visitor, query = ''): Promise<Answer> {
  const home = await teacher.get(teacher.arrived.url.pathname);
  const path = /href="(\/courses\/[0-9a-f-]+\/communities)"/.exec(home.body)?.[1] ?? '';
  return teacher.get(path + query);
}

async function settle(teacher: Visitor, home: string, settings: object): Promise<void> {
  const form = await teacher.get(`${home}/settings`);
  const name = /id="name"[^>]*value="([^"]+)"/.exec(form.body)?.[1] ?? '';
  const values = { name, topics: '', listing: 'listed', joining: 'open', reading: 'members' };
  await teacher.press(form, `${home}/settings`, { ...values, ...settings });
}

describe('R48: a course and its communities', () => {
  it('feeds several, one of them its home, and a community is fed by several courses', async () => {
    const first = newCourse();
    const second = newCourse();
    const [home, other] = [await found(first), await found(second, { name: 'Weavers' })];
    const teacher = await teach(first);
    const page = await communitiesPage(teacher, '?name=Weavers');

    await teacher.press(page, page.url.pathname, { communityId: idOf(other) });

    const after = await teacher.get(page.url.pathname);
    expect(after.body).toContain('home of this course');
    expect(after.body).toContain('Weavers');
    const learner = await world.launch({ person: ben, role: 'learner', course: first });
    expect(learner.arrived.url.pathname).toBe(home);
    expect((await learner.get('/')).body).toContain('Weavers');
    const from = await (await teach(second)).get(`${other}/courses`);
    expect(from.body).toContain(first.title);
    expect(from.body).toContain(second.title);
  });

  it('waits for a facilitator of the community where not anybody may join', async () => {
    const course = newCourse();
    const home = await found(newCourse(), { name: 'Glassblowers' });
    await settle(await teach({ id: `m-${courses}`, label: '', title: '' }), home, {
      joining: 'request',
    });
    const teacher = await teach(course, dana);
    const { pathname } = teacher.arrived.url;
    const at = pathname.replace(/set-up$/, 'home');

    const answer = await teacher.press(teacher.arrived, pathname, { communityId: idOf(home) }, at);

    expect(answer.status).toBe(303);
    const door = await teacher.get(answer.location?.pathname ?? '');
    expect(door.body).toContain('You asked to belong here');
    const learner = await world.launch({ person: ben, role: 'learner', course });
    expect(learner.arrived.body).toContain('Your instructor is setting this up');
    expect(learner.arrived.body).not.toContain('Glassblowers');
    const back = await teacher.press(door, at.replace(/home$/, 'home/proposal'), {});
    expect(back.location?.pathname).toBe(pathname);
  });

  it('moves its home without moving what was said', async () => {
    const course = newCourse();
    const home = await found(course);
    const other = await found(newCourse(), { name: 'Potters' });
    const teacher = await teach(course);
    const thread = await ask(teacher, home, 'Said before the move');
    const page = await communitiesPage(teacher, '?name=Potters');
    await teacher.press(page, page.url.pathname, { communityId: idOf(other) });
    const change = `${page.url.pathname}/${idOf(other)}`;

    await teacher.press(await teacher.get(page.url.pathname), change, { change: 'home' });

    expect((await teach(course)).arrived.url.pathname).toBe(other);
    expect((await teacher.get(thread)).body).toContain('Said before the move');
  });

  it('is decided by its instructor alone', async () => {
    const course = newCourse();
    const home = await found(course);
    const page = await communitiesPage(await teach(course));
    const learner = await world.launch({ person: ben, role: 'learner', course });

    expect((await learner.get(page.url.pathname)).status).toBe(403);
    expect((await (await world.cleo()).get(page.url.pathname)).status).toBe(404);
    expect((await learner.get(`${home}/courses`)).status).toBe(403);
  });
});

describe('R5: ending a mapping', () => {
  it('leaves every thread and member of the community where they are', async () => {
    const [leaving, staying] = [newCourse(), newCourse()];
    const home = await found(leaving, { name: 'Bookbinders' });
    const learner = await world.launch({ person: ben, role: 'learner', course: leaving });
    const thread = await ask(learner, home, 'Which thread for the spine?');
    const other = await teach(staying, dana);
    const { pathname } = other.arrived.url;
    const at = pathname.replace(/set-up$/, 'home');
    await other.press(other.arrived, pathname, { communityId: idOf(home) }, at);
    const teacher = await teach(leaving);
    const page = await communitiesPage(teacher);

    await teacher.press(page, `${page.url.pathname}/${idOf(home)}`, { change: 'end' });

    expect((await learner.get(thread)).body).toContain('Which thread for the spine?');
    const through = await world.launch({ person: dana, role: 'instructor', course: staying });
    expect((await through.get(thread)).body).toContain('Ben Okafor');
    expect((await teach(leaving)).arrived.url.pathname).toMatch(/set-up$/);
  });
});

describe('a copied course', () => {
  const copyOf = (course: Course) => ({
    course: newCourse(),
    claims: {
      'https://purl.imsglobal.org/spec/lti/claim/custom': {
        context_id_history: `${course.id},older`,
      },
    },
  });

  it('asks its instructor once, and stays in the same community', async () => {
    const origin = newCourse();
    const home = await found(origin, { name: 'Luthiers' });
    const copy = copyOf(origin);
    const teacher = await world.launch({ person: dana, role: 'instructor', ...copy });
    expect(teacher.arrived.body).toContain('This course is a copy');
    expect(teacher.arrived.body).toContain('Luthiers');
    const { pathname } = teacher.arrived.url;
    const at = pathname.replace(/set-up$/, 'home');

    const answer = await teacher.press(teacher.arrived, pathname, { communityId: idOf(home) }, at);

    expect(answer.location?.pathname).toBe(home);
    const learner = await world.launch({ person: ben, role: 'learner', ...copy });
    expect(learner.arrived.url.pathname).toBe(home);
  });

  it('may start a sibling instead, which begins with the same purpose', async () => {
    const origin = newCourse();
    await found(origin, { name: 'Farriers', purpose: 'We shoe horses.', topics: 'hooves' });
    const teacher = await world.launch({ person: dana, role: 'instructor', ...copyOf(origin) });
    const { pathname } = teacher.arrived.url;
    const at = pathname.replace(/set-up$/, 'copy');

    const answer = await teacher.press(teacher.arrived, pathname, {}, at);

    const { pathname: path, search } = answer.location ?? new URL('http://nowhere');
    const page = await teacher.get(path + search);
    expect(page.body).toContain('We shoe horses.</textarea>');
    expect(page.body).toContain('value="hooves"');
    expect(page.body).not.toContain('This course is a copy');
    expect((await teacher.get(pathname)).body).not.toContain('This course is a copy');
  });

  it('never names a community that the instructor may not know of', async () => {
    const origin = newCourse();
    const home = await found(origin, { name: 'Secret smiths' });
    await settle(await teach(origin), home, { listing: 'hidden' });

    const teacher = await world.launch({ person: dana, role: 'instructor', ...copyOf(origin) });

    expect(teacher.arrived.body).not.toContain('Secret smiths');
  });

  it('takes a variable that the platform did not fill in for nothing', async () => {
    const teacher = await world.launch({
      person: dana,
      role: 'instructor',
      course: newCourse(),
      claims: {
        'https://purl.imsglobal.org/spec/lti/claim/custom': {
          context_id_history: '$Context.id.history',
        },
      },
    });
    expect(teacher.arrived.body).not.toContain('This course is a copy');
  });
});

describe('R2: two courses on two platforms of one organization', () => {
  it('meet in one community, and answer one another', async () => {
    const course = newCourse();
    const home = await found(course, { name: 'Bridge builders' });
    const asker = await world.launch({ person: ben, role: 'learner', course });
    const thread = await ask(asker, home, 'Stone or steel?');
    const place = { url: world.house.url, platform: sister };
    const elsewhere = { person: dana, course: { id: 'sister-1', label: 'S', title: 'Sister' } };
    const teacher = await visit(place, { ...elsewhere, role: 'instructor' });
    const { pathname } = teacher.arrived.url;
    const at = pathname.replace(/set-up$/, 'home');
    await teacher.press(teacher.arrived, pathname, { communityId: idOf(home) }, at);
    const cleo = { sub: 'cleo', given: 'Cleo', family: 'Haddad', email: 'cleo@sister.test' };
    const answerer = await visit(place, { ...elsewhere, person: cleo, role: 'learner' });
    expect(answerer.arrived.body).toContain('Stone or steel?');

    await answerer.press(await answerer.get(thread), `${thread}/posts`, { body: 'Steel, here.' });

    const page = await asker.get(thread);
    expect(page.body).toContain('Steel, here.');
    expect(page.body).toContain('Cleo Haddad');
  });

  it('and another organization sees nothing of it by any address, search or guess', async () => {
    const course = newCourse();
    const home = await found(course, { name: 'Lighthouse keepers' });
    const thread = await ask(await teach(course), home, 'How bright?');
    const outside = { person: ana, course, role: 'instructor' } as const;
    const spy = await visit({ url: world.house.url, platform: stranger }, outside);
    const setUp = spy.arrived.url.pathname;
    expect(setUp).toMatch(/set-up$/);

    for (const path of [
      home,
      `${home}/threads`,
      thread,
      `${home}/charter`,
      `${home}/help-offers`,
      `${home}/courses`,
    ]) {
      expect((await spy.get(path)).status).toBe(404);
    }
    const near = await spy.get(`${setUp.replace(/set-up$/, 'near')}?name=Lighthouse+keepers`);
    expect(near.body).not.toContain('Lighthouse');
    const at = setUp.replace(/set-up$/, 'home');
    const guess = await spy.press(spy.arrived, setUp, { communityId: idOf(home) }, at);
    expect(guess.status).toBe(404);
  });
});
