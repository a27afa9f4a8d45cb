import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Answer } from '../support/platform/browser.ts';
import { ana, ben, tutors, type Person } from '../support/platform/launch-claims.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let member: Visitor;

const people: Person[] = [
  { sub: 'person-zoe', given: 'Zoé', family: 'Adler', email: 'zoe@lms.test' },
  { sub: 'person-emile', given: 'Émile', family: 'Brun', email: 'emile@lms.test' },
  { sub: 'person-eva', given: 'eva', family: 'Costa', email: 'eva@lms.test' },
];

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  member = await world.ben();
  for (const person of people) await world.launch({ person, role: 'learner', course: tutors });
  await world.launch({
    person: { sub: 'person-nobody', given: 'N', family: 'N', email: 'n@lms.test' },
    privacy: 'nothing',
    role: 'learner',
    course: tutors,
  });
});

afterAll(() => world.close());

const inDatabase = (statement: ReturnType<typeof sql>) =>
  world.house.database.within(world.organizationId, (tx) => statement.execute(tx));

const listIn = (page: Answer, section: string) =>
  page.body.split(`id="${section}"`)[1]?.split('</section>')[0] ?? '';

const namesIn = (page: Answer, section: string) =>
  [...listIn(page, section).matchAll(/<\/span><span>(?:<bdi>)?([^<]+)</g)].map(([, name]) => name);

describe('R9: people, one click away', () => {
  it('are in the navigation of every page of the community', async () => {
    for (const path of [home, `${home}/threads`, `${home}/agenda`]) {
      expect((await member.get(path)).body).toContain(`<a href="${home}/people"`);
    }
    expect((await member.get(`${home}/people`)).body).toContain(
      `<a href="${home}/people" aria-current="page"`,
    );
  });

  it('R8: stand under the name of their community', async () => {
    const page = await member.get(`${home}/people`);
    expect(page.body).toMatch(/<a class="where"[^>]*>[^]*?Tutors/);
    expect(page.body).toContain('6 people · from one course');
  });

  it('name who leads first, with their term, and the others by name, without case and accents', async () => {
    const page = await member.get(`${home}/people`);

    expect(namesIn(page, 'leading')).toEqual(['Ana Moreno']);
    expect(listIn(page, 'leading')).toContain('ongoing');
    expect(namesIn(page, 'members')).toEqual([
      'Ben Okafor',
      'Émile Brun',
      'eva Costa',
      'Zoé Adler',
      'A member',
    ]);
  });

  it('R49: say until when a term lasts', async () => {
    await inDatabase(sql`update terms set ends_on = '2031-06-30'`);
    const page = await member.get(`${home}/people`);
    expect(listIn(page, 'leading')).toContain('Jun 30, 2031');
  });

  it('keep to themselves how much they mean to take part', async () => {
    const form = await member.get(`${home}/membership`);
    await member.press(form, `${home}/membership/level`, { level: 'observer' });
    const teacher = await world.ana();

    const page = await teacher.get(`${home}/people`);

    expect(page.body.toLowerCase()).not.toMatch(/observer|looking on|occasional/);
  });

  it('are told what to do while nobody else is there', async () => {
    const course = { id: 'lonely', label: 'L', title: 'L' };
    const teacher = await world.launch({ person: ana, role: 'instructor', course });
    const { pathname } = teacher.arrived.url;
    const wishes = { name: 'Alone', purpose: 'x', topics: 'x', difference: 'x' };
    const alone = (await teacher.press(teacher.arrived, pathname, wishes)).location?.pathname ?? '';
    expect((await teacher.get(`${alone}/people`)).body).toContain('Nobody else is here yet');
  });

  it('lead from page to page without losing or repeating one', async () => {
    await inDatabase(
      sql`with met as (
            insert into persons (organization_id, id, name)
            select ${world.organizationId}, gen_random_uuid(), 'Twin ' || n % 30
              from generate_series(1, 130) n
            returning organization_id, id
          )
          insert into memberships (organization_id, community_id, person_id, role)
          select organization_id, ${home.split('/').at(-1)}, id, 'member' from met`,
    );
    const names: (string | undefined)[] = [];
    let page = await member.get(`${home}/people`);
    for (;;) {
      names.push(...namesIn(page, 'members'));
      const next = /<a href="([^"]+)" rel="next"/.exec(page.body)?.[1];
      if (!next) break;
      page = await member.get(next.replaceAll('&#x3D;', '='));
    }
    expect(names).toHaveLength(135);
    expect(names.at(-1)).toBe('A member');
    expect(names.filter((name) => name?.startsWith('Twin'))).toHaveLength(130);
    expect((await member.get(`${home}/people?after=nonsense`)).status).toBe(200);
  });

  it('no longer name who left', async () => {
    const form = await member.get(`${home}/membership`);
    await member.press(form, `${home}/membership/departure`, {});
    const teacher = await world.ana();
    expect(namesIn(await teacher.get(`${home}/people`), 'members')).not.toContain('Ben Okafor');
  });
});

describe('whoever does not belong', () => {
  it('sees nobody, wherever they come from', async () => {
    expect((await (await world.cleo()).get(`${home}/people`)).status).toBe(404);
    const { launch } = await world.neighbour('Second Campus');
    const stranger = await launch({ person: ben, role: 'learner', course: tutors });
    expect((await stranger.get(`${home}/people`)).status).toBe(404);
  });

  it('sees who leads, and how many there are, when they visit', async () => {
    const visitor = await world.launch({ privacy: 'anonymous', course: tutors });
    const page = await visitor.get(`${home}/people`);
    expect(page.status).toBe(200);
    expect(page.body).toContain('Ana Moreno');
    expect(page.body).toContain('Members see who else belongs.');
    expect(page.body).not.toContain('Zoé Adler');
  });
});
