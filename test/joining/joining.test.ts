import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { personalColumns } from '../../src/joining/personal-columns.ts';
import type { Answer } from '../support/platform/browser.ts';
import type { LaunchOptions } from '../support/platform/launch.ts';
import { ana, type Course, type Person } from '../support/platform/launch-claims.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let elsewhere: Awaited<ReturnType<World['neighbour']>>;
let now = new Date();

beforeAll(async () => {
  world = await openWorld({ now: () => now, sessionIdleMs: 10 * 3_600_000 });
  elsewhere = await world.neighbour('Open University');
});

afterAll(() => world.close());

beforeEach(() => {
  now = new Date();
});

let count = 0;
const somebody = (given: string, family: string): Person => {
  count += 1;
  const sub = `person-${given}-${count}`;
  return { sub, given, family, email: 'mia@lms.test' };
};
const newCourse = (): Course => {
  count += 1;
  return { id: `j-${count}`, label: `J${count}`, title: `Course ${count}` };
};

/** Mia, here and on the other LMS, where she is called otherwise. */
async function twoOfMia(shape: LaunchOptions = {}) {
  const one = { person: somebody('Mia', 'Roth'), role: 'learner', course: newCourse() } as const;
  const other = { person: somebody('M.', 'Roth-Lind'), role: 'instructor', ...shape } as const;
  const course = newCourse();
  return {
    here: await world.launch(one),
    there: await elsewhere.launch({ course, ...other }),
    again: { here: () => world.launch(one), there: () => elsewhere.launch({ course, ...other }) },
  };
}

const joins = '/me/joins';

async function askForCode(who: Visitor): Promise<string> {
  const answer = await who.press(await who.get(joins), `${joins}/code`, {});
  expect(answer.status).toBe(200);
  const code = /<strong dir="ltr">([^<]+)</.exec(answer.body)?.[1] ?? '';
  expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  return code;
}

const check = async (who: Visitor, code: string) =>
  who.press(await who.get(joins), `${joins}/check`, { code });

/** Enters the code and says yes. */
async function enter(who: Visitor, code: string): Promise<Answer> {
  const asked = await check(who, code);
  return asked.status === 200 ? who.press(asked, joins, {}) : asked;
}

async function joined(here: Visitor, there: Visitor): Promise<void> {
  const answer = await enter(there, await askForCode(here));
  expect(answer.status).toBe(303);
}

async function undo(who: Visitor): Promise<Answer> {
  const page = await who.get(joins);
  const action = /action="([^"]+\/undoing)"/.exec(page.body)?.[1] ?? '';
  return who.press(page, action, {});
}

const within = <T>(work: Parameters<typeof world.house.database.within<T>>[1]) =>
  world.house.database.within(world.organizationId, work);

/** All that names a person, row by row. */
async function everything(): Promise<Record<string, unknown>> {
  const tables = [...new Set(personalColumns.map(({ table }) => table)), 'persons'];
  const found: Record<string, unknown> = {};
  for (const table of tables) {
    const { rows } = await within((tx) =>
      sql`select to_jsonb(t) as row from ${sql.table(table)} as t order by to_jsonb(t)::text`.execute(
        tx,
      ),
    );
    found[table] = rows;
  }
  return found;
}

/** How often a column that a join knows names this person. */
async function namedIn(personId: string): Promise<string[]> {
  const naming: string[] = [];
  for (const { table, column } of personalColumns) {
    const { rows } = await within((tx) =>
      sql`select from ${sql.table(table)} where ${sql.ref(column)} = ${personId}`.execute(tx),
    );
    if (rows.length > 0) naming.push(`${table}.${column}`);
  }
  return naming;
}

async function personOf({ sub }: Person): Promise<string> {
  const { personId } = await within((tx) =>
    tx
      .selectFrom('identities')
      .select('personId')
      .where('subject', '=', sub)
      .executeTakeFirstOrThrow(),
  );
  return personId;
}

/** A community that anybody may join and read, with an issue on its agenda. */
async function openCommunity(): Promise<string> {
  const course = newCourse();
  const teacher = await world.launch({ person: ana, role: 'instructor', course });
  const name = `Guild ${count}`;
  const home = await foundCommunity(teacher, { name, topics: name, difference: 'Another.' });
  await openUp(teacher, home, name);
  await teacher.press(await teacher.get(`${home}/agenda`), `${home}/agenda`, { title: 'Breath' });
  return home;
}

async function openUp(teacher: Visitor, home: string, name: string): Promise<void> {
  const values = { listing: 'listed', joining: 'open', reading: 'members', replyDays: '2' };
  const form = await teacher.get(`${home}/settings`);
  await teacher.press(form, `${home}/settings`, { name, topics: '', ...values });
}

const join = async (who: Visitor, home: string) =>
  who.press(await who.get(home), `${home}/membership`, { level: 'occasional' });

async function ask(who: Visitor, home: string, title: string): Promise<string> {
  const question = { kind: 'question', title, body: 'Say.' };
  const answer = await who.press(await who.get(`${home}/threads/new`), `${home}/threads`, question);
  expect(answer.status).toBe(303);
  return answer.location?.pathname ?? '';
}

async function vote(who: Visitor, home: string): Promise<void> {
  const page = await who.get(`${home}/agenda`);
  const action = /action="([^"]+\/vote)"/.exec(page.body)?.[1] ?? '';
  expect((await who.press(page, action, { vote: 'give' })).status).toBe(303);
}

const votesIn = ({ body }: Answer) => Number(/<span aria-hidden="true">(\d+)</.exec(body)?.[1]);

/** Both belong, write, read and vote in one community; who is there also leads another. */
async function twoLives() {
  const { here, there, again } = await twoOfMia();
  const home = await openCommunity();
  const led = await foundCommunity(there, {
    name: `Led ${count}`,
    topics: `led ${count}`,
    difference: 'Its own.',
  });
  await openUp(there, led, `Led ${count}`);
  for (const who of [here, there]) {
    await join(who, home);
    await vote(who, home);
  }
  await join(here, led);
  const thread = await ask(here, home, 'Asked here');
  const other = await ask(there, home, 'Asked there');
  await here.get(other);
  await there.get(thread);
  return { here, there, again, home, led, other };
}

describe('a person on two platforms', () => {
  it('is one, with all that both did, once the code of one is entered by the other', async () => {
    const { here, there, home, led, other } = await twoLives();
    expect(votesIn(await here.get(`${home}/agenda`))).toBe(3);

    await joined(here, there);

    const told = await there.get(`${joins}?joined`);
    expect(told.body).toContain('From now on you are one person here');
    expect(told.body).toContain('M. Roth-Lind');
    expect((await here.get(led)).body).toContain(`${led}/settings`);
    expect((await here.get(other)).body).not.toContain('Roth-Lind');
    const people = (await here.get(`${home}/people`)).body;
    expect(people.match(/Roth/g)).toHaveLength(people.match(/Mia Roth/g)?.length ?? 0);
    expect(votesIn(await here.get(`${home}/agenda`))).toBe(2);
  });

  it('goes on in every visit, and comes in as the one from either', async () => {
    const { here, there, again, home } = await twoLives();
    const old = await there.get(`${home}/threads/new`);

    await joined(here, there);

    expect((await here.get(joins)).status).toBe(200);
    const stale = await there.press(old, `${home}/threads`, { title: 'Kept words', body: 'x' });
    expect(stale.status).toBe(409);
    expect(stale.body).toContain('Kept words');
    expect((await (await again.there()).get(joins)).body).toContain('What was joined');
  });

  it('is told whose the code is before anything happens', async () => {
    const { here, there } = await twoOfMia();

    const asked = await check(there, (await askForCode(here)).toLowerCase().replace('-', ' '));

    expect(asked.body).toContain('Are both of these you?');
    expect(asked.body).toMatch(/Mia Roth.*M\. Roth-Lind/s);
    expect((await here.get(joins)).body).not.toContain('What was joined');
  });

  it('is found by a search as the one who was kept, and not twice', async () => {
    const { here, there } = await twoOfMia();
    await foundCommunity(there, { name: `Ants ${count}`, topics: `a ${count}`, difference: 'x' });
    expect((await there.get('/search?q=roth')).body).toContain('>M. Roth-Lind</a>');

    await joined(here, there);

    const { body } = await here.get('/search?q=roth');
    expect(body).toContain('>Mia Roth</a>');
    expect(body).not.toContain('Roth-Lind');
  });

  it('leaves nothing behind that names who was joined, in any table, nor an address to be found by', async () => {
    const one = somebody('Mia', 'Roth');
    const other = somebody('M.', 'Roth-Lind');
    const here = await world.launch({ person: one, role: 'learner', course: newCourse() });
    const there = await elsewhere.launch({
      person: other,
      role: 'instructor',
      course: newCourse(),
    });
    await foundCommunity(there, { name: `Bees ${count}`, topics: `b ${count}`, difference: 'x' });
    const joinedId = await personOf(other);
    expect(await namedIn(joinedId)).toEqual(
      expect.arrayContaining(['identities.person_id', 'terms.person_id', 'activity.person_id']),
    );

    await joined(here, there);

    expect(await namedIn(joinedId)).toEqual([]);
    expect(await personOf(other)).toBe(await personOf(one));
    const { email } = await within((tx) =>
      tx.selectFrom('persons').select('email').where('id', '=', joinedId).executeTakeFirstOrThrow(),
    );
    expect(email).toBeNull();
  });
});

describe('undoing a join', () => {
  it('gives both back what each had, row by row', async () => {
    const { here, there } = await twoLives();
    const before = await everything();
    await joined(here, there);
    expect(await everything()).not.toEqual(before);

    expect((await undo(here)).status).toBe(303);

    expect(await everything()).toEqual(before);
    expect((await here.get(joins)).body).toContain('undone');
    expect((await there.get(joins)).body).not.toContain('What was joined');
  });

  it('leaves with the one who was kept what was done since, and lets visits part', async () => {
    const { here, there, again, home, led, other } = await twoLives();
    await joined(here, there);
    const since = await again.there();
    await since.press(await since.get(other), `${other}/posts`, { body: 'Said as one.' });

    await undo(since);

    const thread = (await here.get(other)).body;
    expect(thread).toContain('M. Roth-Lind');
    expect(thread).toContain('Mia Roth');
    expect((await here.get(led)).body).not.toContain(`${led}/settings`);
    expect((await since.get(led)).body).toContain(`${led}/settings`);
    expect((await (await again.there()).get(joins)).body).not.toContain('What was joined');
    expect(votesIn(await here.get(`${home}/agenda`))).toBe(3);
    const list = (await here.get(`${home}/threads`)).body;
    expect(list).toContain('Asked there');
  });

  it('is open to nobody else, and done only once', async () => {
    const { here, there } = await twoOfMia();
    await joined(here, there);
    const page = await here.get(joins);
    const action = /action="([^"]+\/undoing)"/.exec(page.body)?.[1] ?? '';
    const ben = await world.ben();
    const token = /name="_token" value="([^"]+)"/.exec((await ben.get(joins)).body)?.[1] ?? '';

    expect((await ben.press(page, 'none', { _token: token }, action)).status).toBe(409);
    expect((await here.press(page, action, {})).status).toBe(303);
    expect((await here.press(page, action, {})).status).toBe(409);
  });
});

describe('a code', () => {
  const refusals = {
    unknown: 'There is no such code',
    own: 'This is your own code',
    samePlatform: 'Both are known from the same LMS',
    before: 'Another person was joined into this one already',
    tooMany: 'Too many codes in a short time',
  };

  it('works once', async () => {
    const { here, there } = await twoOfMia();
    const code = await askForCode(here);
    expect((await enter(there, code)).status).toBe(303);

    const third = (await twoOfMia()).there;
    const answer = await enter(third, code);

    expect(answer.status).toBe(422);
    expect(answer.body).toContain(refusals.unknown);
  });

  it('joins one alone when two enter it at once', async () => {
    const { here, there } = await twoOfMia();
    const other = (await twoOfMia()).there;
    const code = await askForCode(here);
    const asked = [await check(there, code), await check(other, code)];

    const answers = await Promise.all([
      there.press(asked[0] ?? there.arrived, joins, {}),
      other.press(asked[1] ?? other.arrived, joins, {}),
    ]);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 422]));
  });

  it('works for a quarter of an hour, and only until another is asked for', async () => {
    const { here, there } = await twoOfMia();
    const first = await askForCode(here);
    const second = await askForCode(here);
    expect((await check(there, first)).body).toContain(refusals.unknown);
    expect((await check(there, second)).status).toBe(200);

    now = new Date(now.getTime() + 15 * 60_000);

    expect((await check(there, second)).body).toContain(refusals.unknown);
  });

  it('is kept nowhere as it was shown', async () => {
    const { here } = await twoOfMia();
    const code = await askForCode(here);

    const codes = await within((tx) => tx.selectFrom('joiningCodes').selectAll().execute());

    expect(codes.length).toBeGreaterThan(0);
    expect(JSON.stringify(codes)).not.toContain(code.replace('-', ''));
    expect((await here.get(joins)).body).not.toContain(code);
    expect(world.house.logged()).not.toContain(code);
  });

  it('cannot be found by trying', async () => {
    const { here, there } = await twoOfMia();
    const code = await askForCode(here);
    for (let tries = 0; tries < 8; tries += 1) {
      const answer = await check(there, 'AAAA-AAAA');
      expect(answer.body).toContain(refusals.unknown);
      expect(answer.body).toContain('AAAA-AAAA');
    }

    expect((await check(there, code)).body).toContain(refusals.tooMany);

    now = new Date(now.getTime() + 16 * 60_000);
    expect((await check(there, await askForCode(here))).status).toBe(200);
  });

  it('opens nothing for whoever asked for it, on the same LMS, or where somebody was joined before', async () => {
    const { here, there } = await twoOfMia();
    const fellow = (await twoOfMia()).here;
    const code = await askForCode(here);

    expect((await check(here, code)).body).toContain(refusals.own);
    expect((await check(fellow, code)).body).toContain(refusals.samePlatform);
    await joined(there, fellow);
    expect((await check(there, code)).body).toContain(refusals.samePlatform);
    const third = await world.neighbour('Open University');
    const far = await third.launch({ person: somebody('Mia', 'R.'), course: newCourse() });
    expect((await check(there, await askForCode(far))).body).toContain(refusals.before);
  });

  it('of another organization does nothing', async () => {
    const { here } = await twoOfMia();
    const abroad = await world.neighbour('Far College');
    const stranger = await abroad.launch({ person: somebody('Mia', 'Roth'), course: newCourse() });

    const answer = await check(stranger, await askForCode(here));

    expect(answer.status).toBe(422);
    expect(answer.body).toContain(refusals.unknown);
  });

  it('that is none is answered with what was typed', async () => {
    const { there } = await twoOfMia();

    const answer = await check(there, 'short');

    expect(answer.status).toBe(422);
    expect(answer.body).toContain('value="short"');
    expect(answer.body).toContain('eight letters and digits');
  });

  it('joins nobody when it is not entered: neither a name nor an address does', async () => {
    const person = somebody('Mia', 'Roth');
    const here = await world.launch({ person, course: newCourse() });
    const there = await elsewhere.launch({ person, course: newCourse() });

    for (const who of [here, there]) {
      expect((await who.get(joins)).body).not.toContain('What was joined');
    }
    const { rows } = await within((tx) =>
      sql`select distinct person_id from identities where subject = ${person.sub}`.execute(tx),
    );
    expect(rows).toHaveLength(2);
  });

  it('needs somebody: a visitor has nothing to join', async () => {
    const visitor = await world.launch({ privacy: 'anonymous', course: newCourse() });
    expect((await visitor.get(joins)).status).toBe(401);
  });
});
