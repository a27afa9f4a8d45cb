import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Answer } from '../support/platform/browser.ts';
import { ana, ben, tutors, type Person } from '../support/platform/launch-claims.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

const dana: Person = { sub: 'person-dana', given: 'Dana', family: 'Kim', email: 'dana@lms.test' };

let world: World;
let home: string;
let facilitator: Visitor;
let member: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  facilitator = await world.ana();
  member = await world.ben();
});

afterAll(() => world.close());

const agenda = ({ get }: Visitor, query = '') => get(`${home}/agenda${query}`);

async function raise(who: Visitor, title: string): Promise<string> {
  const page = await agenda(who);
  const answer = await who.press(page, `${home}/agenda`, { title });
  expect(answer.status).toBe(303);
  return issueIn(await agenda(who), title);
}

const issues = ({ body }: Answer) =>
  body
    .split('<li id="issue-')
    .slice(1)
    .map((part) => part.split('</li>\n<li id=')[0] ?? '');

function issueIn(page: Answer, title: string): string {
  const issue = issues(page).find((part) => part.includes(`>${title}<`)) ?? '';
  return issue.slice(0, 36);
}

const lineOf = (page: Answer, id: string) => issues(page).find((part) => part.startsWith(id)) ?? '';
const titlesIn = ({ body }: Answer) =>
  [...body.matchAll(/<strong class="title" dir="auto">([^<]*)</g)].map(([, title]) => title);

async function vote(who: Visitor, id: string, wish: string): Promise<Answer> {
  return who.press(await agenda(who), `${home}/agenda/${id}/vote`, { vote: wish });
}

async function move(who: Visitor, id: string, state: string): Promise<Answer> {
  const page = await agenda(who);
  const token = { _token: /name="_token" value="([^"]+)"/.exec(page.body)?.[1] ?? '' };
  return who.press(page, `${home}/agenda/${id}/state`, { ...token, state });
}

const votesIn = (line: string) => Number(/<span aria-hidden="true">(\d+)</.exec(line)?.[1]);

async function deedsOn(objectId: string): Promise<string[]> {
  const deeds = await world.house.database.within(world.organizationId, (tx) =>
    tx
      .selectFrom('activity')
      .select('verb')
      .where('objectId', '=', objectId)
      .orderBy('id')
      .execute(),
  );
  return deeds.map(({ verb }) => verb);
}

describe('R59: the learning agenda', () => {
  it('says what to do while it is empty', async () => {
    expect((await agenda(member)).body).toContain('Nothing is on the agenda yet');
  });

  it('takes an issue from any member, in one line, with the first vote', async () => {
    const id = await raise(member, 'Giving feedback that is heard');

    const line = lineOf(await agenda(facilitator), id);
    expect(line).toContain('Ben Okafor');
    expect(votesIn(line)).toBe(1);
    expect(line).toContain('aria-pressed="false"');
    expect(lineOf(await agenda(member), id)).toContain('aria-pressed="true"');
    expect(await deedsOn(id)).toEqual(['raised']);
  });

  it('counts each member once, however often they press, and takes a vote back', async () => {
    const id = await raise(member, 'Marking fairly');

    await vote(facilitator, id, 'give');
    await vote(facilitator, id, 'give');
    expect(votesIn(lineOf(await agenda(member), id))).toBe(2);

    await vote(facilitator, id, 'take back');
    await vote(facilitator, id, 'take back');
    expect(votesIn(lineOf(await agenda(member), id))).toBe(1);
    expect(await deedsOn(id)).toEqual(['raised', 'voted', 'took back a vote']);
  });

  it('counts both of two members who vote at the same moment', async () => {
    const id = await raise(member, 'Speaking first');
    await vote(member, id, 'take back');

    await Promise.all([vote(member, id, 'give'), vote(facilitator, id, 'give')]);

    expect(votesIn(lineOf(await agenda(member), id))).toBe(2);
  });

  it('ranks by votes, and among equals by who was first', async () => {
    const last = await raise(member, 'Office hours');
    const first = await raise(member, 'Difficult groups');
    await vote(facilitator, first, 'give');

    const titles = titlesIn(await agenda(member));

    expect(titles.indexOf('Difficult groups')).toBeLessThan(titles.indexOf('Office hours'));
    expect(titles.indexOf('Giving feedback that is heard')).toBeLessThan(
      titles.indexOf('Office hours'),
    );
    expect(lineOf(await agenda(member), last)).not.toBe('');
  });

  it('is moved on by a facilitator, and by nobody else', async () => {
    const id = await raise(member, 'Group work');
    expect((await move(member, id, 'settled')).status).toBe(403);

    await move(facilitator, id, 'exploring');
    expect(lineOf(await agenda(member), id)).toContain('exploring');
    await move(facilitator, id, 'settled');
    await move(facilitator, id, 'settled');

    expect(lineOf(await agenda(member), id)).toBe('');
    expect(lineOf(await agenda(member, '?show=settled'), id)).toContain('Group work');
    expect(await deedsOn(id)).toEqual(['raised', 'explored', 'settled']);
    await move(facilitator, id, 'raised');
    expect(lineOf(await agenda(member), id)).toContain('Group work');
  });

  it('refuses an empty line and one too long, with the words kept', async () => {
    const page = await agenda(member);
    expect((await member.press(page, `${home}/agenda`, { title: '  ' })).body).toContain(
      'Say in one line what it is.',
    );
    const long = await member.press(page, `${home}/agenda`, { title: 'w'.repeat(256) });
    expect(long.status).toBe(422);
    expect(long.body).toContain('w'.repeat(256));
  });

  it('raises once what is pressed twice', async () => {
    const page = await agenda(member);
    await member.press(page, `${home}/agenda`, { title: 'Pressed twice' });
    await member.press(page, `${home}/agenda`, { title: 'Pressed twice' });
    expect(
      titlesIn(await agenda(member)).filter((title) => title === 'Pressed twice'),
    ).toHaveLength(1);
  });

  it('makes no sense of a made-up vote, state or place', async () => {
    const id = await raise(member, 'Odd numbers');
    expect((await vote(member, id, 'twice')).status).toBe(422);
    expect((await move(facilitator, id, 'burning')).status).toBe(422);
    expect((await agenda(member, `?after=many_${id}&show=all`)).status).toBe(200);
    expect((await agenda(member, `?after=99999999999999999999_${id}`)).status).toBe(200);
  });

  it('asks for the charter before words are added, once it binds', async () => {
    const teacher = await world.launch({
      person: ana,
      role: 'instructor',
      course: { id: 'bound', label: 'B', title: 'Bound' },
    });
    const bound = await foundCommunity(teacher, { name: 'Beekeeping', difference: 'Bees.' });
    const course = { id: 'bound', label: 'B', title: 'Bound' };
    const learner = await world.launch({ person: ben, role: 'learner', course });
    const form = await teacher.get(`${bound}/charter/new`);
    const charter = { purpose: 'Bees.', conduct: 'Wear a veil.', isMaterial: 'on' };
    await teacher.press(form, `${bound}/charter`, charter);

    const page = await learner.get(`${bound}/agenda`);
    const refused = await learner.press(page, `${bound}/agenda`, { title: 'Swarms' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('Wear a veil.');
    expect(refused.body).toContain('value="Swarms"');

    const version = /name="accepted" value="(\d+)"/.exec(page.body)?.[1] ?? '';
    const fields = { title: 'Swarms', accepted: version };
    expect((await learner.press(page, `${bound}/agenda`, fields)).status).toBe(303);
  });
});

describe('whoever does not belong', () => {
  it('sees no agenda and changes nothing', async () => {
    const id = await raise(member, 'Not for outsiders');
    const outsider = await world.cleo();
    expect((await agenda(outsider)).status).toBe(404);
    const token = {
      _token: /name="_token" value="([^"]+)"/.exec(outsider.arrived.body)?.[1] ?? '',
    };
    const path = `${home}/agenda/${id}/vote`;
    const trespass = await outsider.press(outsider.arrived, path, { ...token, vote: 'give' });
    expect([404, 409]).toContain(trespass.status);
    const visitor = await world.launch({ privacy: 'anonymous', course: tutors });
    expect((await agenda(visitor)).status).toBe(401);
    expect(votesIn(lineOf(await agenda(member), id))).toBe(1);
  });

  it('is anybody of another organization', async () => {
    const { launch } = await world.neighbour('Second Campus');
    const stranger = await launch({ person: ana, role: 'instructor', course: tutors });
    expect((await agenda(stranger)).status).toBe(404);
  });

  it('cannot reach an issue through a community of their own', async () => {
    const id = await raise(member, 'Reached around');
    const course = { id: 'own', label: 'O', title: 'O' };
    const teacher = await world.launch({ person: dana, role: 'instructor', course });
    const own = await foundCommunity(teacher, { name: 'Own', topics: 'own', difference: 'Mine.' });
    const page = await teacher.get(`${own}/agenda`);
    const token = { _token: /name="_token" value="([^"]+)"/.exec(page.body)?.[1] ?? '' };

    const answer = await teacher.press(page, `${own}/agenda/${id}/vote`, {
      ...token,
      vote: 'give',
    });

    expect(answer.status).toBe(404);
    expect(votesIn(lineOf(await agenda(member), id))).toBe(1);
  });
});

describe('a long agenda', () => {
  it('leads from page to page without losing or repeating one', async () => {
    await world.house.database.within(world.organizationId, (tx) =>
      sql`insert into agenda_items (organization_id, id, community_id, title, raised_by, votes)
          select organization_id, gen_random_uuid(), community_id, 'Many ' || n, raised_by, n % 7
            from (select * from agenda_items limit 1) as one, generate_series(1, 60) n`.execute(tx),
    );
    const titles: (string | undefined)[] = [];
    let page = await agenda(member);
    for (;;) {
      titles.push(...titlesIn(page));
      const next = /<a href="([^"]+)" rel="next"/.exec(page.body)?.[1];
      if (!next) break;
      page = await member.get(next.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'));
    }
    const many = titles.filter((title) => title?.startsWith('Many'));
    expect(many).toHaveLength(60);
    expect(new Set(many).size).toBe(60);
  });
});
