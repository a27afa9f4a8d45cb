import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Answer } from '../support/platform/browser.ts';
import { ana, ben, type Course, type Person } from '../support/platform/launch-claims.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

const dana: Person = { sub: 'person-dana', given: 'Dana', family: 'Kim', email: 'dana@lms.test' };
const safetyCourse: Course = { id: 'safety', label: 'SAF', title: 'Safety' };
const choirCourse: Course = { id: 'choir', label: 'CHO', title: 'Choir' };

let world: World;
let learner: Visitor;
let safety: string;
let choir: string;
let secret: string;

async function found(person: Person, course: Course, wishes: object): Promise<string> {
  return foundCommunity(await world.launch({ person, role: 'instructor', course }), wishes);
}

const inDatabase = (statement: ReturnType<typeof sql>) =>
  world.house.database.within(world.organizationId, (tx) => statement.execute(tx));

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const hide = (path: string) =>
  inDatabase(sql`update communities set listing = 'hidden' where id = ${idOf(path)}`);

beforeAll(async () => {
  world = await openWorld();
  safety = await found(ana, safetyCourse, {
    name: 'Patient safety in practice',
    purpose: 'We learn from near misses before they become harm.',
    topics: 'medication, handover, speaking up',
  });
  choir = await found(dana, choirCourse, {
    name: 'Chœur du soir',
    purpose: 'We sing together, and listen while we do.',
    topics: 'breathing, handover',
  });
  secret = await found(
    dana,
    { id: 'secret', label: 'S', title: 'S' },
    { name: 'A quiet investigation', purpose: 'Zymurgy.', topics: 'xylography' },
  );
  await hide(secret);
  learner = await world.launch({ person: ben, role: 'learner', course: safetyCourse });
});

afterAll(() => world.close());

const explore = (query: Record<string, string> = {}, { get }: Visitor = learner) =>
  get(`/explore?${new URLSearchParams(query).toString()}`);

const shown = ({ body }: Answer) =>
  [...body.matchAll(/id="community-([0-9a-f-]{36})"/g)].map(([, id]) => `/communities/${id}`);

const entryOf = ({ body }: Answer, path: string) =>
  body.split(`id="community-${idOf(path)}"`)[1]?.split('</li>\n<li id=')[0] ?? '';

describe('GET /explore', () => {
  it('lists what is here by name, each with what speaks for it', async () => {
    const page = await explore();

    expect(page.status).toBe(200);
    expect(shown(page)).toEqual([choir, safety]);
    const entry = entryOf(page, safety);
    expect(entry).toContain('We learn from near misses before they become harm.');
    expect(entry).toContain('2 people · from one course');
    expect(entry).toContain('quiet this month');
    expect(entry).toContain('led by Ana Moreno');
    expect(entry).toContain(
      '<a href="/explore?topic&#x3D;speaking%20up" dir="auto">speaking up</a>',
    );
    expect(entry).toContain(`href="${safety}"`);
  });

  it('says where one belongs, and who of one’s courses is elsewhere', async () => {
    await world.launch({ person: ana, role: 'learner', course: choirCourse });

    const page = await explore();

    expect(entryOf(page, safety)).toContain('You belong');
    expect(entryOf(page, choir)).not.toContain('You belong');
    expect(entryOf(page, choir)).toContain('Somebody from your courses is here');
  });

  it('finds by name, topic and purpose, the nearest first', async () => {
    expect(shown(await explore({ words: 'patient' }))).toEqual([safety]);
    expect(shown(await explore({ words: 'chœur' }))).toEqual([choir]);
    expect(shown(await explore({ words: 'breathing' }))).toEqual([choir]);
    expect(shown(await explore({ words: 'misses' }))).toEqual([safety]);
    expect(shown(await explore({ words: 'medication handover' }))).toEqual([safety, choir]);
  });

  it('finds what is misspelt, and says what it looked for instead', async () => {
    for (const words of ['medicaton', 'patiennt', 'hadnover speaking']) {
      const page = await explore({ words });
      expect(shown(page)[0]).toBe(safety);
      expect(page.body).toContain('Nobody here says');
    }
  });

  it('narrows to one topic, however it is cased', async () => {
    expect(shown(await explore({ topic: 'handover' }))).toEqual([choir, safety]);
    expect(shown(await explore({ topic: 'Medication' }))).toEqual([safety]);
    expect(shown(await explore({ topic: 'handover', words: 'sing' }))).toEqual([choir]);
  });

  it('says what to do when nothing is found', async () => {
    const page = await explore({ words: 'beekeeping' });
    expect(page.body).toContain('No community speaks of that');
  });

  it('keeps the words in the field', async () => {
    expect((await explore({ words: '"quoted" <b>' })).body).toContain(
      'value="&quot;quoted&quot; &lt;b&gt;"',
    );
  });

  it('puts up with anything asked', async () => {
    const odd = ["' & | ! :* \\", '<b>', '患者安全', '\0', 'x'.repeat(5000), 'a_b', '%'];
    for (const value of odd) {
      expect((await explore({ words: value, topic: value, after: value })).status).toBe(200);
      expect((await explore({ after: `${value}_${idOf(safety)}` })).status).toBe(200);
    }
  });
});

describe('a hidden community', () => {
  it('is shown to those who belong, and to nobody else', async () => {
    const member = await world.launch({ person: dana, role: 'learner', course: choirCourse });
    expect(shown(await explore({}, member))).toContain(secret);
    expect(shown(await explore({ words: 'zymurgy' }, member))).toEqual([secret]);

    expect(shown(await explore())).not.toContain(secret);
    for (const words of ['quiet investigation', 'zymurgy', 'zymurgi', 'xylograhpy']) {
      const page = await explore({ words });
      expect(shown(page)).toEqual([]);
      expect(page.body).not.toContain('Nobody here says');
    }
    expect(shown(await explore({ topic: 'xylography' }))).toEqual([]);
  });
});

describe('a visitor whom the platform did not name', () => {
  it('sees what is listed, and nothing of their own', async () => {
    const visitor = await world.launch({ privacy: 'anonymous', course: safetyCourse });

    const page = await explore({}, visitor);

    expect(shown(page)).toEqual([choir, safety]);
    expect(page.body).not.toContain('You belong');
    expect(page.body).not.toContain('your courses');
  });
});

describe('another organization in the same house', () => {
  it('finds its own communities only', async () => {
    const { launch } = await world.neighbour('Second Campus');
    const teacher = await launch({ person: ana, role: 'instructor', course: safetyCourse });
    expect((await explore({}, teacher)).body).toContain('No community lets itself be found yet');
    const theirs = await foundCommunity(teacher, { name: 'Patient records' });

    expect(shown(await explore({ words: 'patient' }, teacher))).toEqual([theirs]);
    expect(shown(await explore({ words: 'medicaton' }, teacher))).toEqual([]);
    expect(shown(await explore())).not.toContain(theirs);
  });
});

describe('somebody without a session', () => {
  it('is told how to come back', async () => {
    const stranger = learner.browser.newTab();
    const from = new URL(world.house.url).origin;
    expect((await stranger.get(new URL('/explore', world.house.url), { from })).status).toBe(401);
  });
});

describe('a long list', () => {
  async function walk(query: Record<string, string>): Promise<string[]> {
    const all: string[] = [];
    let page = await explore(query);
    for (;;) {
      all.push(...shown(page));
      const next = /<a href="([^"]+)" rel="next"/.exec(page.body)?.[1];
      if (!next) return all;
      expect(shown(page)).toHaveLength(25);
      page = await learner.get(next.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'));
    }
  }

  beforeAll(() =>
    inDatabase(sql`
      with made as (
        insert into communities
          (organization_id, id, name, charter_version, created_by, name_key, words)
        select c.organization_id, gen_random_uuid(), 'Guild ' || n, 1, c.created_by,
               'guild ' || n % 40, to_tsvector('simple', 'guild ' || n % 40)
          from communities c, generate_series(1, 60) n
         where c.id = ${idOf(safety)}
        returning organization_id, id, created_by
      )
      insert into charters (organization_id, community_id, version, purpose, created_by)
      select organization_id, id, 1, 'Made for this test.', created_by from made`),
  );

  it('leads from page to page by name without losing or repeating one', async () => {
    const all = await walk({});
    expect(all).toHaveLength(62);
    expect(new Set(all).size).toBe(62);
  });

  it('does so among what was looked for', async () => {
    const all = await walk({ words: 'guild' });
    expect(all).toHaveLength(60);
    expect(new Set(all).size).toBe(60);
  });
});

describe('the ways to it', () => {
  it('lead from one’s communities and from setting up', async () => {
    expect((await learner.get('/')).body).toContain('href="/explore"');
    const teacher = await world.launch({
      person: ana,
      role: 'instructor',
      course: { id: 'new', label: 'N', title: 'New' },
    });
    expect(teacher.arrived.body).toContain('href="/explore"');
  });
});
