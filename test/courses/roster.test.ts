import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Response } from 'express';
import { sql } from 'kysely';
import { rosterOf, type RosterLine } from '../../src/courses/roster-store.ts';
import type { Transaction } from '../../src/db/index.ts';
import { until } from '../jobs/queue-house.ts';
import { ana, ben, nurses, tutors, type Person } from '../support/platform/launch-claims.ts';
import type { Member, Roster } from '../support/platform/roster.ts';
import { contextRole, institutionRole, subRole } from '../support/platform/vocabulary.ts';
import { openWorld, type World } from '../support/world.ts';

const dara: Person = {
  sub: 'person-dara',
  given: 'Dara',
  family: 'Ng',
  email: 'dara@lms.test',
};

let world: World;
let platform: Roster;
let organizationId: string;

beforeAll(async () => {
  world = await openWorld({ runsJobs: true });
  platform = world.platform.services.roster;
  const { id } = await world.house.database.atTheDoor((tx) =>
    tx.selectFrom('organizations').select('id').executeTakeFirstOrThrow(),
  );
  organizationId = id;
});

afterAll(() => world.close());

beforeEach(() => {
  platform.members.set(tutors.id, [member(ana, 'Instructor'), member(ben), member(dara)]);
});

afterEach(async () => {
  platform.trouble = null;
  platform.pageSize = Number.POSITIVE_INFINITY;
  platform.changes.clear();
  platform.asked.length = 0;
});

function member(person: Person, role = 'Learner', changes: Partial<Member> = {}): Member {
  const { sub, given, family, email } = person;
  const roles = [contextRole(role)];
  return { user_id: sub, roles, given_name: given, family_name: family, email, ...changes };
}

const within = <T>(work: (tx: Transaction) => Promise<T>) =>
  world.house.database.within(organizationId, work);

function course() {
  return within((tx) =>
    tx
      .selectFrom('courses')
      .selectAll()
      .where('contextId', '=', tutors.id)
      .executeTakeFirstOrThrow(),
  );
}

async function roster(limit = 1000): Promise<RosterLine[]> {
  const { id } = await course();
  return within((tx) => rosterOf(tx, id, { after: '', limit }));
}

const lineOf = async ({ sub }: Person) => (await roster()).find(({ subject }) => subject === sub);

const statuses = async () =>
  Object.fromEntries((await roster()).map(({ subject, status }) => [subject, status]));

/** Time passes for the course, so that its roster is old again. */
async function wait(days: number): Promise<void> {
  const earlier = (column: string) =>
    sql<Date>`${sql.ref(column)} - make_interval(mins => ${Math.round(days * 24 * 60)})`;
  await within((tx) =>
    tx
      .updateTable('courses')
      .set({
        rosterAskedAt: earlier('roster_asked_at'),
        rosterReadAt: earlier('roster_read_at'),
        rosterWholeAt: earlier('roster_whole_at'),
      })
      .execute(),
  );
}

const asBen = () => world.launch({ person: ben, role: 'learner', course: tutors });
const asAna = () => world.launch({ person: ana, role: 'instructor', course: tutors });

/** Somebody comes after a while, and the roster is read again. */
async function refresh(days = 1.1): Promise<void> {
  await asBen();
  await until(async () => (await course()).rosterReadAt !== null);
  await wait(days);
  const before = (await course()).rosterReadAt;
  await asBen();
  await until(async () => Number((await course()).rosterReadAt) > Number(before) + 1000);
}

describe('the roster of a course', () => {
  it('is read once somebody comes, and says who may come and who of them did', async () => {
    await asBen();
    await until(async () => (await course()).rosterReadAt !== null);

    const lines = await roster();
    expect(lines).toMatchObject([
      {
        subject: ana.sub,
        name: 'Ana Moreno',
        email: ana.email,
        role: 'instructor',
        personId: null,
      },
      { subject: ben.sub, name: 'Ben Okafor', role: 'learner', personId: expect.any(String) },
      { subject: dara.sub, name: 'Dara Ng', role: 'learner', status: 'active', personId: null },
    ]);
    expect(platform.asked[0]).toBe('?limit=100');
    const persons = await within((tx) => tx.selectFrom('persons').select('id').execute());
    expect(persons).toHaveLength(1);
  });

  it('knows somebody again as soon as they come', async () => {
    await refresh();
    await asAna();

    const [first] = await roster();
    expect(first).toMatchObject({ subject: ana.sub, personId: expect.any(String) });
  });

  it('is left alone while it is fresh: an hour to whoever teaches, a day to others', async () => {
    await refresh();
    const asked = async () => (await course()).rosterAskedAt;
    const askedAfter = async (days: number, who: () => Promise<unknown>) => {
      await wait(days);
      const before = await asked();
      await who();
      return Number(await asked()) > Number(before);
    };

    expect(await askedAfter(0, asAna)).toBe(false);
    expect(await askedAfter(2 / 24, asBen)).toBe(false);
    expect(await askedAfter(0, asAna)).toBe(true);
    await until(async () => Number((await course()).rosterReadAt) > Number(await asked()));
    expect(await askedAfter(0.5 / 24, asAna)).toBe(false);
    expect(await askedAfter(1.1, asBen)).toBe(true);
  });

  it('notes who left, and when, and that they came back', async () => {
    await refresh();
    platform.members.set(tutors.id, [member(ana, 'Instructor'), member(ben)]);

    await refresh();
    const gone = await lineOf(dara);
    expect(gone).toMatchObject({ status: 'gone', name: 'Dara Ng', goneAt: expect.any(Date) });
    await refresh();
    const still = await lineOf(dara);
    expect(still?.goneAt).toEqual(gone?.goneAt);

    platform.members.set(tutors.id, [member(dara)]);
    await refresh();
    expect(await statuses()).toEqual({
      [ana.sub]: 'gone',
      [ben.sub]: 'gone',
      [dara.sub]: 'active',
    });
    const back = await lineOf(dara);
    expect(back).toMatchObject({ goneAt: null, firstSeenAt: gone?.firstSeenAt });
  });

  it('takes nobody for gone when the platform was not understood, and says so', async () => {
    await refresh();
    const nobody: Member = { user_id: '', roles: [] };
    const tooLong: Member = { user_id: 'x'.repeat(256), roles: [] };
    platform.members.set(tutors.id, [
      member(ben, 'Learner', { status: 'Inactive' }),
      nobody,
      tooLong,
    ]);

    await refresh();

    expect(await statuses()).toMatchObject({ [ben.sub]: 'inactive', [dara.sub]: 'active' });
    expect(await course()).toMatchObject({
      rosterProblem: 'incomplete',
      rosterProblemAt: expect.any(Date),
    });
    const since = (await course()).rosterProblemAt;
    await refresh();
    expect((await course()).rosterProblemAt).toEqual(since);
    platform.members.set(tutors.id, [member(ben)]);
    await refresh();
    expect(await course()).toMatchObject({ rosterProblem: null, rosterProblemAt: null });
  });

  it('takes the roles of the course for what they are, and a silent platform’s word for what it was', async () => {
    await refresh();
    const assistant = [contextRole('Instructor'), subRole('Instructor', 'TeachingAssistant')];
    const staff = [institutionRole('Instructor')];
    platform.members.set(tutors.id, [
      { user_id: ana.sub, roles: assistant },
      { user_id: ben.sub, roles: staff },
      { user_id: dara.sub, roles: ['Instructor'], name: 'D. Ng\0' },
    ]);

    await refresh();

    expect(await roster()).toMatchObject([
      { role: 'assistant', name: 'Ana Moreno', email: ana.email },
      { role: 'other', name: 'Ben Okafor' },
      { role: 'instructor', name: 'D. Ng', email: dara.email },
    ]);
  });
});

describe('a platform that tells what changed', () => {
  it('is asked for that, and only those it names are other than before', async () => {
    platform.changes.set(tutors.id, { members: [] });
    await refresh();
    await refresh();
    const eli = { user_id: 'person-eli', roles: [contextRole('Learner')] };
    const left = member(dara, 'Learner', { status: 'Deleted' });
    const neverSeen = { user_id: 'person-fay', roles: [], status: 'Deleted' as const };
    platform.changes.set(tutors.id, { members: [eli, left, neverSeen] });
    platform.asked.length = 0;

    await refresh();

    expect(platform.asked).toEqual([expect.stringMatching(/^\?since=\d+$/)]);
    expect(await statuses()).toEqual({
      [ana.sub]: 'active',
      [ben.sub]: 'active',
      [dara.sub]: 'gone',
      'person-eli': 'active',
    });
    expect(await course()).toMatchObject({ rosterProblem: null });
  });

  it('is asked for everybody when it does not remember, and every week in any case', async () => {
    platform.changes.set(tutors.id, { members: [], isForgotten: true });
    await refresh();
    platform.asked.length = 0;

    await refresh();
    expect(platform.asked).toEqual([expect.stringMatching(/since/), '?limit=100']);

    platform.changes.set(tutors.id, { members: [] });
    platform.asked.length = 0;
    await refresh(8);
    expect(platform.asked.at(-1)).toBe('?limit=100');
    expect(await statuses()).toMatchObject({ 'person-eli': 'gone', [dara.sub]: 'active' });
  });

  it('is asked only on its own host, which may have moved', async () => {
    platform.changes.set(tutors.id, { members: [] });
    await refresh();
    const elsewhere = 'http://elsewhere.test/members?since=1';
    await within((tx) =>
      tx.updateTable('courses').set({ rosterDifferencesUrl: elsewhere }).execute(),
    );
    platform.asked.length = 0;

    await refresh();

    expect(platform.asked.at(-1)).toBe('?limit=100');
    expect(await course()).toMatchObject({ rosterProblem: null });
  });
});

const gus: Person = { sub: 'person-gus', given: 'Gus', family: 'Lind', email: 'gus@lms.test' };
const rostersHeading = 'Rosters that could not be read';

async function administratorPage() {
  const shape = { person: gus, role: 'administrator', course: undefined } as const;
  return (await world.launch(shape)).get('/admin');
}

const status = (code: number) => (response: Response) => void response.status(code).end();

describe('a platform in trouble', () => {
  it.each([
    {
      what: 'asks for patience',
      trouble: status(429),
      problem: 'busy',
      words: 'asked for fewer calls',
    },
    {
      what: 'has a fault of its own',
      trouble: status(500),
      problem: 'failing',
      words: 'an error of its own',
    },
    {
      what: 'answers rubbish',
      trouble: (response: Response) => void response.send('<html>Sorry, Ana Moreno'),
      problem: 'garbled',
      words: 'made no sense',
    },
    {
      what: 'answers nothing',
      trouble: (response: Response) => void response.socket?.destroy(),
      problem: 'silent',
      words: 'could not be reached',
    },
    {
      what: 'gives no leave to ask',
      trouble: status(403),
      problem: 'refused',
      words: 'Allow Names and Roles',
    },
    {
      what: 'knows no such service',
      trouble: status(404),
      problem: 'missing',
      words: 'knows no roster',
    },
  ])(
    'is asked again, and reported, when it $what; nothing known is lost',
    async ({ trouble, problem, words }) => {
      await refresh();
      const before = await statuses();
      await wait(1.1);
      platform.trouble = trouble;
      platform.reads = 0;

      const visitor = await asBen();
      await until(async () => {
        await world.house.database.atTheQueue(
          `update jobs.job set start_after = now() where name = 'roster' and state = 'retry'`,
        );
        return (await course()).rosterProblem !== null;
      });

      expect(visitor.arrived.status).toBe(200);
      expect(await course()).toMatchObject({
        rosterProblem: problem,
        rosterProblemAt: expect.any(Date),
      });
      expect(platform.reads).toBeGreaterThanOrEqual(6);
      expect(await statuses()).toEqual(before);
      expect(world.house.logged()).not.toMatch(/Ana Moreno|lms\.test/);
      const told = (await administratorPage()).body;
      expect(told).toContain(tutors.title);
      expect(told).toContain(words);

      platform.trouble = null;
      await refresh();
      expect(await course()).toMatchObject({ rosterProblem: null });
      expect((await administratorPage()).body).not.toContain(rostersHeading);
    },
  );

  /** Courses in which something has been the matter since so many hours. */
  async function troubled(hours: number[]): Promise<void> {
    const { deploymentId } = await course();
    const courses = hours.map((hour) => ({
      organizationId,
      id: randomUUID(),
      deploymentId,
      contextId: `amiss-${hour}`,
      label: null,
      title: `Amiss since ${hour} hours`,
      rosterUrl: 'https://lms.test/members',
      rosterProblem: 'busy' as const,
      rosterProblemAt: new Date(Date.now() - hour * 3_600_000),
    }));
    await within((tx) => tx.insertInto('courses').values(courses).execute());
  }

  const endTrouble = () =>
    within((tx) =>
      tx
        .updateTable('courses')
        .set({ rosterUrl: null })
        .where('contextId', 'like', 'amiss-%')
        .execute(),
    );

  it('is told of with the latest courses alone when it takes them all along', async () => {
    await asBen();
    await troubled(Array.from({ length: 21 }, (_, hour) => hour + 1));

    const { body } = await administratorPage();
    await endTrouble();

    const titles = [...body.matchAll(/Amiss since (\d+) hours/g)].map(([, hour]) => Number(hour));
    expect(titles).toEqual(Array.from({ length: 20 }, (_, hour) => hour + 1));
    expect(body).toContain('There are more courses like these');
  });
});

describe('five thousand people', () => {
  const many = Array.from({ length: 5000 }, (_, number) =>
    member({
      sub: `person-${number}`,
      given: 'P',
      family: `${number}`,
      email: `${number}@lms.test`,
    }),
  );

  afterEach(async () => {
    await within(async (tx) => {
      await tx.updateTable('rosterEntries').set({ status: 'active', goneAt: null }).execute();
    });
  });

  /** The most people any one transaction wrote. */
  async function mostAtOnce(): Promise<number> {
    const { rows } = await within((tx) =>
      sql<{ most: number }>`select max(people)::integer as most
        from (select count(*) as people from roster_entries group by xmin::text) as writes`.execute(
        tx,
      ),
    );
    return rows[0]?.most ?? 0;
  }

  it('are read in pages of fifty and written a hundred at a time, while others go about their business', async () => {
    platform.members.set(tutors.id, many);
    platform.pageSize = 50;
    platform.reads = 0;
    const visitor = await asBen();
    const reading = new AbortController();
    let pages = 0;

    const isRead = refresh().finally(() => reading.abort());
    while (!reading.signal.aborted) {
      expect((await visitor.get('/')).status).toBe(200);
      pages += 1;
    }
    await isRead;

    expect((await roster(10_000)).filter(({ status }) => status === 'active')).toHaveLength(5000);
    expect(platform.reads).toBeGreaterThanOrEqual(100);
    expect(await mostAtOnce()).toBeLessThanOrEqual(100);
    expect(pages).toBeGreaterThan(1);
  }, 120_000);

  it('who leave all at once are noted a hundred at a time', async () => {
    platform.members.set(tutors.id, [member(ben)]);

    await refresh();

    expect((await roster(10_000)).filter(({ status }) => status === 'active')).toHaveLength(1);
    expect(await mostAtOnce()).toBeLessThanOrEqual(100);
  });
});

describe('every night', () => {
  it('the courses in use are asked for, spread over hours, and no others', async () => {
    const { database } = world.house;
    await world.cleo();
    await world.launch({ person: ben, role: 'learner', course: { ...nurses, id: 'course-old' } });
    await world.launch({ person: ben, role: 'learner', course: { ...nurses, id: 'course-fresh' } });
    const reads = ['course-old', 'course-fresh', nurses.id];
    await until(async () => {
      const rows = await within((tx) =>
        tx.selectFrom('courses').select('rosterReadAt').where('contextId', 'in', reads).execute(),
      );
      return rows.every(({ rosterReadAt }) => rosterReadAt !== null);
    });
    await wait(1);
    await within(async (tx) => {
      const change = tx.updateTable('courses');
      const longAgo = sql<Date>`now() - interval '181 days'`;
      await change.set({ launchedAt: longAgo }).where('contextId', '=', 'course-old').execute();
      const now = sql<Date>`now()`;
      await change.set({ rosterReadAt: now }).where('contextId', '=', 'course-fresh').execute();
    });

    await database.atTheQueue(
      `update jobs.job set singleton_on = singleton_on - interval '1 day' where name = 'rosters'`,
    );

    const waiting = async () => {
      const { rows } = await database.atTheQueue(
        `select data->>'courseId' as id, start_after > now() as later,
                start_after < now() + interval '6 hours' as tonight
           from jobs.job where name = 'roster' and state = 'created'`,
      );
      return rows;
    };
    await until(async () => (await waiting()).length >= 2);
    const ids = await within((tx) =>
      tx
        .selectFrom('courses')
        .select('id')
        .where('contextId', 'in', [tutors.id, nurses.id])
        .execute(),
    );
    expect(await waiting()).toEqual(
      expect.arrayContaining(ids.map(({ id }) => ({ id, later: true, tonight: true }))),
    );
    expect(await waiting()).toHaveLength(2);
  });
});
