import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Answer } from '../support/platform/browser.ts';
import { ana, ben, type Course, type Person } from '../support/platform/launch-claims.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

const dana: Person = { sub: 'person-dana', given: 'Dana', family: 'Kim', email: 'dana@lms.test' };
const elif: Person = { sub: 'person-elif', given: 'Elif', family: 'Kaya', email: 'elif@lms.test' };

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

let courses = 0;
const newCourse = (): Course => {
  courses += 1;
  return { id: `care-${courses}`, label: `C${courses}`, title: `Course ${courses}` };
};

interface Kept {
  home: string;
  teacher: Visitor;
  course: Course;
}

/** A community that one asks to be let into, and who leads it. */
async function keep(settings: object = {}): Promise<Kept> {
  const course = newCourse();
  const teacher = await world.launch({ person: ana, role: 'instructor', course });
  const name = `Guild ${courses}`;
  const home = await foundCommunity(teacher, { name, topics: name, difference: 'Another.' });
  const form = await teacher.get(`${home}/settings`);
  const values = { listing: 'listed', joining: 'request', reading: 'members', replyDays: '2' };
  await teacher.press(form, `${home}/settings`, { name, topics: '', ...values, ...settings });
  return { home, teacher, course };
}

/** What the items of a section are called. */
const titlesOf = (page: Answer, section: string) =>
  itemsOf(page, section).map((item) => /dir="auto">(?:<bdi>)?([^<]+)</.exec(item)?.[1]);

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const care = ({ home, teacher }: Kept, rest = '') => teacher.get(`${home}/care${rest}`);

const inDatabase = (statement: ReturnType<typeof sql>) =>
  world.house.database.within(world.organizationId, (tx) => statement.execute(tx));

/** The items that a section of the page shows, as the text of each. */
function itemsOf({ body }: Answer, section: string): string[] {
  return body
    .split(`<li id="${section}-`)
    .slice(1)
    .map((part) => part.split('</li>')[0] ?? '');
}

/** Where the first item of a section is answered. */
function answerPath(page: Answer, section: string): string {
  return /action="([^"]+)"/.exec(itemsOf(page, section)[0] ?? '')?.[1] ?? '';
}

async function answer(kept: Kept, section: string, answer: string): Promise<Answer> {
  const page = await care(kept);
  return kept.teacher.press(page, answerPath(page, section), { answer });
}

async function deedsIn(home: string): Promise<string[]> {
  const deeds = await world.house.database.within(world.organizationId, (tx) =>
    tx
      .selectFrom('activity')
      .select('verb')
      .where('communityId', '=', idOf(home))
      .where('verb', 'not in', ['founded', 'changed'])
      .orderBy('id')
      .execute(),
  );
  return deeds.map(({ verb }) => verb);
}

async function ask(who: Visitor, home: string, title: string): Promise<string> {
  const form = await who.get(`${home}/threads/new`);
  const question = { kind: 'question', title, body: 'What have you tried?' };
  return (await who.press(form, `${home}/threads`, question)).location?.pathname ?? '';
}

const askedDaysAgo = (thread: string, days: number) =>
  inDatabase(
    sql`update threads set created_at = now() - make_interval(days => ${days}) where id = ${idOf(thread)}`,
  );

async function askToJoin({ home }: Kept, person = dana, words = 'I keep bees.'): Promise<Visitor> {
  const outsider = await world.launch({ person, role: 'learner', course: newCourse() });
  const fields = { level: 'occasional', words };
  await outsider.press(await outsider.get(home), `${home}/membership`, fields);
  return outsider;
}

/** Somebody who teaches another course asks that it come home to this community. */
async function askToComeHome({ home }: Kept, course = newCourse()): Promise<Visitor> {
  const teacher = await world.launch({ person: dana, role: 'instructor', course });
  const setUp = teacher.arrived.url.pathname;
  const fields = { communityId: idOf(home) };
  await teacher.press(teacher.arrived, setUp, fields, setUp.replace(/set-up$/, 'home'));
  return teacher;
}

describe('R50: the page of what needs a facilitator', () => {
  it('says so when nothing does', async () => {
    expect((await care(await keep())).body).toContain('Nothing needs you just now');
  });

  it('lists questions that had no reply for two working days, and no other (R27)', async () => {
    const kept = await keep();
    const waiting = await ask(kept.teacher, kept.home, 'Waiting for long');
    await ask(kept.teacher, kept.home, 'Asked just now');
    const answered = await ask(kept.teacher, kept.home, 'Answered');
    for (const thread of [waiting, answered]) await askedDaysAgo(thread, 5);
    const page = await kept.teacher.get(answered);
    await kept.teacher.press(page, `${answered}/posts`, { body: 'Like this.' });

    const items = itemsOf(await care(kept), 'questions');

    expect(items).toHaveLength(1);
    expect(items[0]).toContain('Waiting for long');
    expect(items[0]).toContain(`href="${waiting}"`);
  });

  it('waits for as long as the community chose', async () => {
    const patient = await keep({ replyDays: '10' });
    await askedDaysAgo(await ask(patient.teacher, patient.home, 'No hurry'), 9);
    expect(itemsOf(await care(patient), 'questions')).toEqual([]);

    const hasty = await keep({ replyDays: '1' });
    await askedDaysAgo(await ask(hasty.teacher, hasty.home, 'In a hurry'), 4);
    expect(itemsOf(await care(hasty), 'questions')).toHaveLength(1);
    const form = await hasty.teacher.get(`${hasty.home}/settings`);
    expect(form.body).toMatch(/<option value="1" selected>after one working day/);
    const fields = { name: 'Guild', listing: 'listed', joining: 'open', reading: 'members' };
    const refused = { ...fields, topics: '', replyDays: 'never' };
    const again = await hasty.teacher.press(form, `${hasty.home}/settings`, refused);
    expect(again.status).toBe(422);
  });

  it('lists newcomers, the latest first, without those who lead', async () => {
    const kept = await keep();
    await world.launch({ person: ben, role: 'learner', course: kept.course });
    await world.launch({ person: elif, role: 'learner', course: kept.course });

    expect(titlesOf(await care(kept), 'newcomers')).toEqual(['Elif Kaya', 'Ben Okafor']);
    await inDatabase(
      sql`update memberships set joined_at = now() - interval '15 days'
           where community_id = ${idOf(kept.home)}`,
    );
    expect(itemsOf(await care(kept), 'newcomers')).toEqual([]);
  });

  it('lists a course that came in lately through somebody else', async () => {
    const kept = await keep({ joining: 'open' });
    expect(itemsOf(await care(kept), 'courses-arrived')).toEqual([]);
    const course = newCourse();

    await askToComeHome(kept, course);

    const [item] = itemsOf(await care(kept), 'courses-arrived');
    expect(item).toContain(course.title);
    expect(item).toContain('Dana Kim');
  });

  it('lists terms that end within sixty days', async () => {
    const kept = await keep();
    const endIn = (days: number) =>
      inDatabase(
        sql`update terms set ends_on = current_date + ${days}::integer
             where community_id = ${idOf(kept.home)}`,
      );
    await endIn(70);
    expect(itemsOf(await care(kept), 'terms')).toEqual([]);
    await endIn(45);
    expect(itemsOf(await care(kept), 'terms')[0]).toMatch(/Ana Moreno[^]+the term ends on/);
  });

  it('shows five of a kind at most, with a way to all of them', async () => {
    const kept = await keep();
    for (const number of [1, 2, 3, 4, 5, 6, 7]) {
      await askedDaysAgo(await ask(kept.teacher, kept.home, `Question ${number}`), 6);
    }

    const page = await care(kept);

    expect(itemsOf(page, 'questions')).toHaveLength(5);
    expect(page.body).toContain(`href="${kept.home}/care/questions"`);
    expect(itemsOf(await care(kept, '/questions'), 'questions')).toHaveLength(7);
    expect((await care(kept, '/nonsense')).status).toBe(404);
  });

  it('leads through all of a kind without losing or repeating one', async () => {
    const kept = await keep();
    await inDatabase(
      sql`with met as (
            insert into persons (organization_id, id, name)
            select ${world.organizationId}, gen_random_uuid(), 'Newcomer ' || n
              from generate_series(1, 60) n
            returning organization_id, id
          )
          insert into memberships (organization_id, community_id, person_id, role)
          select organization_id, ${idOf(kept.home)}, id, 'member' from met`,
    );
    const names: string[] = [];
    let page = await care(kept, '/newcomers');
    for (;;) {
      names.push(...itemsOf(page, 'newcomers').map((item) => item.slice(0, 36)));
      const next = /<a href="([^"]+)" rel="next"/.exec(page.body)?.[1];
      if (!next) break;
      page = await kept.teacher.get(next.replaceAll('&#x3D;', '='));
    }
    expect(names).toHaveLength(60);
    expect(new Set(names).size).toBe(60);
    expect((await care(kept, '/newcomers?after=nonsense')).status).toBe(200);
    expect((await care(kept, '/questions?after=nonsense')).status).toBe(200);
  });

  it('marks in the navigation how much waits, for those who lead alone', async () => {
    const kept = await keep();
    const member = await world.launch({ person: ben, role: 'learner', course: kept.course });
    expect((await kept.teacher.get(kept.home)).body).toContain('aria-label="What needs you"');

    await askToJoin(kept);

    expect((await kept.teacher.get(kept.home)).body).toContain(
      'aria-label="What needs you, 1 waits"',
    );
    expect((await kept.teacher.get(`${kept.home}/threads`)).body).toContain('1 waits');
    const seen = await member.get(kept.home);
    expect(seen.body).not.toContain('What needs you');
    expect(seen.body).not.toContain(`${kept.home}/care`);
  });
});

describe('R59: the top of the learning agenda', () => {
  it('stands on the page, the five with most votes', async () => {
    const kept = await keep();
    const raise = async (title: string) => {
      const page = await kept.teacher.get(`${kept.home}/agenda`);
      await kept.teacher.press(page, `${kept.home}/agenda`, { title });
    };
    for (const number of [1, 2, 3, 4, 5, 6]) await raise(`Issue ${number}`);
    await inDatabase(sql`update agenda_items set votes = 9 where title = 'Issue 6'`);
    await inDatabase(sql`update agenda_items set state = 'settled' where title = 'Issue 1'`);

    const page = await care(kept);

    expect(titlesOf(page, 'agenda')).toEqual([
      'Issue 6',
      'Issue 2',
      'Issue 3',
      'Issue 4',
      'Issue 5',
    ]);
    expect(itemsOf(page, 'agenda')[0]).toContain('9 votes');
  });
});

describe('somebody who asks to be let in', () => {
  it('is welcomed, and belongs', async () => {
    const kept = await keep();
    const outsider = await askToJoin(kept);
    const [item] = itemsOf(await care(kept), 'join-requests');
    expect(item).toContain('Dana Kim');
    expect(item).toContain('I keep bees.');

    expect((await answer(kept, 'join-requests', 'welcome')).status).toBe(303);

    expect(itemsOf(await care(kept), 'join-requests')).toEqual([]);
    expect((await outsider.get(`${kept.home}/threads`)).status).toBe(200);
    expect(await deedsIn(kept.home)).toEqual(['asked to join', 'welcomed', 'joined']);
  });

  it('is declined, and stays outside; nothing is deleted', async () => {
    const kept = await keep();
    const outsider = await askToJoin(kept);

    await answer(kept, 'join-requests', 'declined');

    expect(itemsOf(await care(kept), 'join-requests')).toEqual([]);
    expect((await outsider.get(`${kept.home}/threads`)).status).toBe(404);
    expect(await deedsIn(kept.home)).toEqual(['asked to join', 'declined']);
    const { rows } = await inDatabase(
      sql`select answer, words from join_requests where community_id = ${idOf(kept.home)}`,
    );
    expect(rows).toEqual([{ answer: 'declined', words: 'I keep bees.' }]);
  });

  it('is answered once: again the same is fine, and another answer is told that it came late', async () => {
    const kept = await keep();
    await askToJoin(kept);
    const page = await care(kept);
    const path = answerPath(page, 'join-requests');

    const press = async (answer: string) => {
      const { location } = await kept.teacher.press(page, path, { answer });
      return (await kept.teacher.get(`${location?.pathname}${location?.search}`)).body;
    };

    expect(await press('welcome')).toContain('Welcomed. They belong now');
    expect(await press('welcome')).toContain('Welcomed. They belong now');
    expect(await press('declined')).toContain('Another facilitator answered first');
    expect(await deedsIn(kept.home)).toEqual(['asked to join', 'welcomed', 'joined']);
  });

  it('keeps what they chose when their course brought them in meanwhile', async () => {
    const kept = await keep();
    await askToJoin(kept, ben);
    const joined = await world.launch({ person: ben, role: 'learner', course: kept.course });
    const form = await joined.get(`${kept.home}/membership`);
    await joined.press(form, `${kept.home}/membership/level`, { level: 'core' });

    await answer(kept, 'join-requests', 'welcome');

    expect((await joined.get(`${kept.home}/membership`)).body).toMatch(/value="core"[^>]* checked/);
  });
});

describe('a course that asks to come in', () => {
  it('is agreed to, and its people come with their next launch', async () => {
    const kept = await keep();
    const course = newCourse();
    await askToComeHome(kept, course);
    const early = await world.launch({ person: ben, role: 'learner', course });
    expect(early.arrived.url.pathname).not.toBe(kept.home);
    const [item] = itemsOf(await care(kept), 'courses-asking');
    expect(item).toContain(course.title);
    expect(item).toContain('Dana Kim');

    await answer(kept, 'courses-asking', 'agreed');

    const learner = await world.launch({ person: ben, role: 'learner', course });
    expect(learner.arrived.url.pathname).toBe(kept.home);
    expect(await deedsIn(kept.home)).toEqual(['proposed', 'agreed', 'joined']);
  });

  it('is declined: its teacher is told, and may ask again or go elsewhere', async () => {
    const kept = await keep();
    const course = newCourse();
    const teacher = await askToComeHome(kept, course);

    await answer(kept, 'courses-asking', 'declined');

    expect(itemsOf(await care(kept), 'courses-asking')).toEqual([]);
    const door = teacher.arrived.url.pathname.replace(/\/set-up$/, '');
    const page = await teacher.get(door);
    expect(page.body).toContain('did not take this course in');
    const again = { communityId: idOf(kept.home) };
    await teacher.press(page, `${door}/set-up`, again, `${door}/home`);
    expect(itemsOf(await care(kept), 'courses-asking')).toHaveLength(1);
    expect(await deedsIn(kept.home)).toEqual(['proposed', 'declined', 'proposed']);
  });

  it('may find another home after it was declined', async () => {
    const kept = await keep();
    const course = newCourse();
    await askToComeHome(kept, course);
    await answer(kept, 'courses-asking', 'declined');
    const open = await keep({ joining: 'open' });

    const teacher = await askToComeHome(open, course);

    expect((await teacher.get(open.home)).status).toBe(200);
  });

  it('is gone when its teacher took it back first', async () => {
    const kept = await keep();
    const teacher = await askToComeHome(kept);
    const page = await care(kept);
    const path = answerPath(page, 'courses-asking');
    const door = teacher.arrived.url.pathname.replace(/\/set-up$/, '');
    await teacher.press(await teacher.get(door), `${door}/home/proposal`, {});

    expect((await kept.teacher.press(page, path, { answer: 'agreed' })).status).toBe(404);
  });
});

describe('R41: an offer of help', () => {
  it('lands in the facilitators’ queue, and whoever made it sees that it was answered', async () => {
    const kept = await keep();
    const helper = await world.launch({ person: dana, role: 'learner', course: newCourse() });
    const offers = `${kept.home}/help-offers`;
    await helper.press(await helper.get(offers), offers, { words: 'A case a month.' });
    const [item] = itemsOf(await care(kept), 'help-offers');
    expect(item).toContain('Dana Kim');
    expect(item).toContain('A case a month.');
    expect((await helper.get(offers)).body).not.toContain('has answered');

    await answer(kept, 'help-offers', 'answered');

    expect(itemsOf(await care(kept), 'help-offers')).toEqual([]);
    expect((await helper.get(offers)).body).toContain('Ana Moreno has answered your last offer.');
    expect(await deedsIn(kept.home)).toEqual(['offered help', 'answered']);
  });
});

describe('whoever does not lead', () => {
  it('neither sees the page nor answers anything', async () => {
    const kept = await keep();
    await askToJoin(kept);
    const page = await care(kept);
    const path = answerPath(page, 'join-requests');
    const member = await world.launch({ person: ben, role: 'learner', course: kept.course });
    const outsider = await world.cleo();
    const visitor = await world.launch({ privacy: 'anonymous', course: kept.course });
    const { launch } = await world.neighbour('Second Campus');
    const stranger = await launch({ person: ana, role: 'instructor', course: newCourse() });

    for (const [who, status] of [
      [member, 403],
      [outsider, 404],
      [visitor, 401],
      [stranger, 404],
    ] as const) {
      expect((await who.get(`${kept.home}/care`)).status).toBe(status);
      expect((await who.get(`${kept.home}/care/newcomers`)).status).toBe(status);
      const token = /name="_token" value="([^"]+)"/.exec(
        (await who.get('/me')).body || who.arrived.body,
      )?.[1];
      const trespass = await who.press(page, path, { _token: token ?? '', answer: 'welcome' });
      expect(trespass.status).toBeGreaterThanOrEqual(400);
      expect(trespass.status).toBeLessThan(500);
    }
    expect(itemsOf(await care(kept), 'join-requests')).toHaveLength(1);
  });

  it('cannot answer for one community through another that they lead', async () => {
    const kept = await keep();
    await askToJoin(kept);
    const path = answerPath(await care(kept), 'join-requests');
    const course = newCourse();
    const rival = await world.launch({ person: elif, role: 'instructor', course });
    const own = await foundCommunity(rival, { name: 'Rival', topics: 'r', difference: 'Mine.' });
    const page = await rival.get(`${own}/settings`);
    const token = /name="_token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';

    const through = path.replace(kept.home, own);
    const trespass = await rival.press(page, through, { _token: token, answer: 'welcome' });

    expect(trespass.status).toBe(404);
    expect(itemsOf(await care(kept), 'join-requests')).toHaveLength(1);
  });
});
