import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../src/activity/index.ts';
import { turnTerms } from '../../src/communities/index.ts';
import { turnEveryTerm } from '../../src/turn-terms.ts';
import type { Answer, Fields } from '../support/platform/browser.ts';
import { ana, ben, type Course, type Person } from '../support/platform/launch-claims.ts';
import { TestPlatform } from '../support/platform/platform.ts';
import { foundCommunity, openWorld, visit, type Visitor, type World } from '../support/world.ts';

const someone = (given: string, family: string): Person => ({
  sub: `person-${given.toLowerCase()}`,
  given,
  family,
  email: `${given.toLowerCase()}@lms.test`,
});
const dana = someone('Dana', 'Kim');
const eli = someone('Eli', 'Sato');
const fay = someone('Fay', 'Ndiaye');
const gus = someone('Gus', 'Lindqvist');

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

let courses = 0;

interface Place {
  home: string;
  roles: string;
  course: Course;
  /** Ana, who founded it. */
  teacher: Visitor;
}

/** A community of its own for each test, with Ana to lead it. */
async function community(): Promise<Place> {
  courses += 1;
  const course = { id: `r-${courses}`, label: `R${courses}`, title: `Course ${courses}` };
  const teacher = await world.launch({ person: ana, role: 'instructor', course });
  const wishes = { name: `Bees ${courses}`, purpose: 'Honey.', difference: 'Other hives.' };
  const home = await foundCommunity(teacher, wishes);
  return { home, roles: `${home}/roles`, course, teacher };
}

const member = ({ course }: Place, person: Person): Promise<Visitor> =>
  world.launch({ person, role: 'learner', course });

const administrator = (): Promise<Visitor> =>
  world.launch({ person: gus, role: 'administrator', course: undefined });

/** A calendar day, so many days from now. */
const day = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The choice of a list that carries this name. */
function choiceOf({ body }: Answer, name: string): string {
  const choices = body.matchAll(
    /name="personId" value="([^"]+)"[^>]*> <span[^>]*>(?:<bdi>)?([^<]+)</g,
  );
  return [...choices].find(([, , words]) => words?.includes(name))?.[1] ?? '';
}

/** Asks somebody, by the name on the page, to help lead. */
async function nominate(
  { roles, teacher }: Place,
  name: string,
  fields: Fields = {},
): Promise<Answer> {
  const form = await teacher.get(`${roles}/nominations/new?words=${name}`);
  const wish = { personId: choiceOf(form, name), startsOn: day(0), ...fields };
  return teacher.press(form, `${roles}/nominations`, wish);
}

/** Presses the button of a form on this page whose address ends so. */
async function pressOn(
  who: Visitor,
  path: string,
  { ending, fields = {} }: { ending: RegExp; fields?: Fields },
): Promise<Answer> {
  const page = await who.get(path);
  const actions = [...page.body.matchAll(/action="([^"]+)"/g)].map(([, action]) => action ?? '');
  const action = actions.find((address) => ending.test(address));
  if (action === undefined) throw new Error(`No such form on ${path}`);
  return who.press(page, action, fields);
}

const answer = (who: Visitor, { roles }: Place, said: 'yes' | 'no'): Promise<Answer> =>
  pressOn(who, roles, { ending: /\/answer$/, fields: { answer: said } });

async function setTerm({ roles, teacher }: Place, fields: Fields): Promise<Answer> {
  return teacher.press(await teacher.get(`${roles}/term`), `${roles}/term`, fields);
}

async function within<T>(
  work: Parameters<World['house']['database']['within']>[1] extends (tx: infer Tx) => unknown
    ? (tx: Tx) => Promise<T>
    : never,
): Promise<T> {
  const { database } = world.house;
  const { id } = await database.atTheDoor((tx) =>
    tx
      .selectFrom('organizations')
      .select('id')
      .where('name', '=', 'Open University')
      .executeTakeFirstOrThrow(),
  );
  return database.within(id, work);
}

/** Lets it become another day. */
const turn = (today: string): Promise<void> => within((tx) => turnTerms(tx, today, record));

/** Whether somebody may do what only facilitators may. */
const leads = async (who: Visitor, { home }: Place): Promise<boolean> =>
  (await who.get(`${home}/settings`)).status === 200;

describe('R49: the facilitators of a community', () => {
  it('are shown to its members by name, with their term or that it is ongoing', async () => {
    const place = await community();
    const learner = await member(place, ben);
    expect((await learner.get(place.roles)).body).toMatch(/Ana Moreno[\s\S]*ongoing/);

    await setTerm(place, { lasts: 'until', endsOn: day(200) });

    const page = await learner.get(place.roles);
    const until = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });
    expect(page.body).toContain(`until ${until.format(new Date(day(200)))}`);
    await setTerm(place, { lasts: 'ongoing' });
    expect((await learner.get(place.roles)).body).toContain('ongoing');
  });

  it('may be two by their own agreement', async () => {
    const place = await community();
    const learner = await member(place, ben);

    expect((await nominate(place, 'Ben')).status).toBe(303);
    expect(await leads(learner, place)).toBe(false);
    await answer(learner, place, 'yes');

    expect(await leads(learner, place)).toBe(true);
    expect(await leads(place.teacher, place)).toBe(true);
  });

  it('are three only once an administrator of the organization has confirmed it', async () => {
    const place = await community();
    const [second, third] = [await member(place, ben), await member(place, dana)];
    await nominate(place, 'Ben');
    await answer(second, place, 'yes');
    await nominate(place, 'Dana');
    await answer(third, place, 'yes');
    expect(await leads(third, place)).toBe(false);
    expect((await third.get(place.roles)).body).toContain('An administrator of the organization');
    await turn(day(1));
    expect(await leads(third, place)).toBe(false);

    const steward = await administrator();
    expect((await steward.get('/admin')).body).toContain('Dana Kim');
    const fields = { answer: 'yes' };
    await pressOn(steward, '/admin', { ending: /\/confirmation$/, fields });

    expect(await leads(third, place)).toBe(true);
    expect((await steward.get('/admin')).body).not.toContain('Dana Kim');
  });

  it('stay two where the administrator refuses', async () => {
    const place = await community();
    const [second, third] = [await member(place, ben), await member(place, eli)];
    await nominate(place, 'Ben');
    await answer(second, place, 'yes');
    await nominate(place, 'Eli');
    await answer(third, place, 'yes');

    const fields = { answer: 'no' };
    const refusal = await pressOn(await administrator(), '/admin', {
      ending: /\/confirmation$/,
      fields,
    });

    expect(refusal.status).toBe(303);
    expect(await leads(third, place)).toBe(false);
    const page = await third.get(place.roles);
    expect(page.body).not.toContain('Asked to help lead');
    expect(page.body).not.toContain('Eli Sato');
  });

  it('do not become three because two said yes while there was room for one', async () => {
    const place = await community();
    const [second, third] = [await member(place, ben), await member(place, dana)];
    await nominate(place, 'Ben', { startsOn: day(10) });
    await nominate(place, 'Dana', { startsOn: day(20) });
    await answer(second, place, 'yes');
    await answer(third, place, 'yes');

    await turn(day(10));
    await turn(day(20));

    expect(await leads(second, place)).toBe(true);
    expect(await leads(third, place)).toBe(false);
    expect((await (await administrator()).get('/admin')).body).toContain('Dana Kim');
  });
});

describe('being asked to lead', () => {
  it('is told on the front page, to the person asked alone', async () => {
    const place = await community();
    const [asked, other] = [await member(place, ben), await member(place, dana)];
    await nominate(place, 'Ben');

    expect((await asked.get(place.home)).body).toContain('You are asked to help lead');
    expect((await other.get(place.home)).body).not.toContain('You are asked to help lead');
    expect((await other.get(place.roles)).body).not.toContain('/answer"');
  });

  it('can be answered with no, and is over then', async () => {
    const place = await community();
    const learner = await member(place, ben);
    await nominate(place, 'Ben');

    await answer(learner, place, 'no');

    expect(await leads(learner, place)).toBe(false);
    expect((await learner.get(place.home)).body).not.toContain('You are asked to help lead');
    expect((await nominate(place, 'Ben')).status).toBe(303);
  });

  it('can be taken back until it takes effect, even after a yes', async () => {
    const place = await community();
    const learner = await member(place, ben);
    await nominate(place, 'Ben', { startsOn: day(5) });
    await answer(learner, place, 'yes');

    await pressOn(place.teacher, place.roles, { ending: /\/withdrawal$/ });
    await turn(day(5));

    expect(await leads(learner, place)).toBe(false);
  });

  it('is answered by nobody else', async () => {
    const place = await community();
    const [asked, other] = [await member(place, ben), await member(place, dana)];
    await nominate(place, 'Ben');
    const page = await asked.get(place.roles);
    const action = /action="([^"]+\/answer)"/.exec(page.body)?.[1] ?? '';

    const form = await other.get(`${place.home}/membership`);
    const stolen = await other.press(
      form,
      `${place.home}/membership/level`,
      { answer: 'yes' },
      action,
    );

    expect(stolen.status).toBe(403);
    expect(await leads(asked, place)).toBe(false);
  });

  it('comes to nothing when the person leaves', async () => {
    const place = await community();
    const learner = await member(place, ben);
    await nominate(place, 'Ben', { startsOn: day(3) });
    await answer(learner, place, 'yes');
    await pressOn(learner, `${place.home}/membership`, { ending: /\/departure$/ });

    await turn(day(3));

    expect((await place.teacher.get(place.roles)).body).not.toContain('Ben Okafor');
  });

  it('keeps what was chosen when a day is wrong', async () => {
    const place = await community();
    await member(place, ben);

    const late = await nominate(place, 'Ben', { startsOn: day(9), endsOn: day(2) });
    const past = await nominate(place, 'Ben', { startsOn: day(-3) });
    const nobody = await nominate(place, 'Ben', { personId: '' });

    expect(late.status).toBe(422);
    expect(late.body).toContain('The last day cannot come before the first.');
    expect(late.body).toContain(`value="${day(2)}"`);
    expect(late.body).toMatch(/name="personId"[^>]* checked/);
    expect(past.body).toContain('Choose today or a later day.');
    expect(nobody.body).toContain('Choose whom to ask.');
  });

  it('finds members by a part of their name, whatever is typed', async () => {
    const place = await community();
    await member(place, ben);
    await member(place, dana);
    const names = async (words: string) =>
      (await place.teacher.get(`${place.roles}/nominations/new?words=${words}`)).body;

    expect(await names('okaf')).toContain('Ben Okafor');
    expect(await names('okaf')).not.toContain('Dana Kim');
    expect(await names('%25')).toContain('No member of this name');
  });
});

describe('R55: a hand-over', () => {
  it('moves the rights on the agreed day, with no gap and nobody shut out', async () => {
    const place = await community();
    const learner = await member(place, ben);
    await nominate(place, 'Ben', { startsOn: day(30), takesOver: 'on' });
    await answer(learner, place, 'yes');

    await turn(day(29));
    expect([await leads(place.teacher, place), await leads(learner, place)]).toEqual([true, false]);
    await turn(day(30));
    expect([await leads(place.teacher, place), await leads(learner, place)]).toEqual([false, true]);
    await turn(day(30));

    expect((await place.teacher.get(`${place.home}/threads/new`)).status).toBe(200);
    expect((await learner.get(place.roles)).body).toContain('Ben Okafor');
  });

  it('happens by itself when the day has come', async () => {
    const place = await community();
    const learner = await member(place, ben);
    await nominate(place, 'Ben', { startsOn: day(1), takesOver: 'on' });
    await answer(learner, place, 'yes');
    const communityId = place.home.split('/').at(-1) ?? '';
    await within((tx) =>
      tx
        .updateTable('nominations')
        .set({ startsOn: day(0) })
        .where('communityId', '=', communityId)
        .execute(),
    );

    const job = turnEveryTerm({ db: world.house.database, now: () => new Date() });
    await job.work({}, new AbortController().signal);

    expect(await leads(learner, place)).toBe(true);
  });

  it('needs no administrator between two who lead and one who takes over', async () => {
    const place = await community();
    const [second, third] = [await member(place, ben), await member(place, dana)];
    await nominate(place, 'Ben');
    await answer(second, place, 'yes');

    await nominate(place, 'Dana', { takesOver: 'on' });
    await answer(third, place, 'yes');

    expect(await leads(third, place)).toBe(true);
    expect(await leads(second, place)).toBe(true);
    expect(await leads(place.teacher, place)).toBe(false);
  });

  it('shows both of them what is open, from live data', async () => {
    const place = await community();
    const [learner, other] = [await member(place, ben), await member(place, dana)];
    const form = await other.get(`${place.home}/threads/new`);
    const question = { kind: 'question', title: 'Who feeds the bees?', body: 'In winter.' };
    const thread = await other.press(form, `${place.home}/threads`, question);
    await nominate(place, 'Ben', { startsOn: day(100), takesOver: 'on' });
    expect((await learner.get(place.roles)).body).not.toContain('For whoever leads next');
    await answer(learner, place, 'yes');

    for (const who of [place.teacher, learner]) {
      const page = await who.get(place.roles);
      expect(page.body).toContain('For whoever leads next');
      expect(page.body).toContain('Who feeds the bees?');
      expect(page.body).toMatch(/New in the last 14 days[\s\S]*Dana Kim/);
    }
    expect((await other.get(place.roles)).body).not.toContain('For whoever leads next');
    const path = thread.location?.pathname ?? '';
    await learner.press(await learner.get(path), `${path}/posts`, { body: 'I do.' });
    expect((await learner.get(place.roles)).body).not.toContain('Who feeds the bees?');
  });
});

describe('R54: a term that ends', () => {
  it('is spoken of to whoever leads and to the sponsor from sixty days before, and to no other', async () => {
    const place = await community();
    const [learner, second] = [await member(place, ben), await member(place, dana)];
    const sponsor = await world.launch({ person: fay, role: 'learner', course: undefined });
    await nameSponsor(place, 'fay@lms.test', 'Fay');
    await nominate(place, 'Dana');
    await answer(second, place, 'yes');
    const words = 'the term ends on';

    await setTerm(place, { lasts: 'until', endsOn: day(61) });
    expect((await place.teacher.get(place.home)).body).not.toContain(words);
    await setTerm(place, { lasts: 'until', endsOn: day(60) });

    expect((await place.teacher.get(place.home)).body).toContain(words);
    expect((await second.get(place.home)).body).toContain(words);
    expect((await sponsor.get(place.home)).body).toContain(words);
    expect((await learner.get(place.home)).body).not.toContain(words);
  });

  it('is reminded of once at 60, 30 and 7 days, and afresh when its end moves', async () => {
    const place = await community();
    const communityId = place.home.split('/').at(-1) ?? '';
    const reminded = async () =>
      within(async (tx) => {
        const { remindedDays } = await tx
          .selectFrom('terms')
          .select('remindedDays')
          .where('communityId', '=', communityId)
          .where('endedAt', 'is', null)
          .executeTakeFirstOrThrow();
        return remindedDays;
      });
    await setTerm(place, { lasts: 'until', endsOn: day(90) });

    const seen: (number | null)[] = [];
    for (const passed of [29, 30, 45, 60, 82, 83, 90]) {
      await turn(day(passed));
      seen.push(await reminded());
    }
    await setTerm(place, { lasts: 'until', endsOn: day(200) });

    expect(seen).toEqual([null, 60, 60, 30, 30, 7, 7]);
    expect(await reminded()).toBeNull();
  });

  it('makes a member of whoever led, where another leads', async () => {
    const place = await community();
    const second = await member(place, ben);
    await nominate(place, 'Ben');
    await answer(second, place, 'yes');
    await setTerm(place, { lasts: 'until', endsOn: day(3) });

    await turn(day(3));
    expect(await leads(place.teacher, place)).toBe(true);
    await turn(day(4));

    expect(await leads(place.teacher, place)).toBe(false);
    expect(await leads(second, place)).toBe(true);
    expect((await place.teacher.get(place.roles)).status).toBe(200);
  });

  it('goes on where nobody else leads, and never leaves nobody in charge', async () => {
    const place = await community();
    const second = await member(place, ben);
    await setTerm(place, { lasts: 'until', endsOn: day(1) });
    await turn(day(2));
    expect(await leads(place.teacher, place)).toBe(true);

    await nominate(place, 'Ben', { endsOn: day(1) });
    await answer(second, place, 'yes');
    await turn(day(5));

    const leading = [await leads(place.teacher, place), await leads(second, place)];
    expect(leading.filter(Boolean)).toHaveLength(1);
  });

  it('shows as past its end to whoever goes on', async () => {
    const place = await community();
    await setTerm(place, { lasts: 'until', endsOn: day(0) });
    const id = place.home.split('/').at(-1) ?? '';
    await within((tx) =>
      tx
        .updateTable('terms')
        .set({ startsOn: day(-30), endsOn: day(-2) })
        .where('communityId', '=', id)
        .execute(),
    );

    expect((await place.teacher.get(place.home)).body).toContain('the term ended on');
    expect((await place.teacher.get(place.roles)).body).toContain('Past its end.');
  });

  it('needs a day that is still to come', async () => {
    const place = await community();
    const past = await setTerm(place, { lasts: 'until', endsOn: day(-2) });
    const none = await setTerm(place, { lasts: 'until', endsOn: '' });
    const neither = await setTerm(place, { endsOn: day(4) });

    expect([past.status, none.status, neither.status]).toEqual([422, 422, 422]);
    expect(past.body).toContain('Choose today or a later day.');
    expect(past.body).toContain(`value="${day(-2)}"`);
    expect(none.body).toContain('Choose a day.');
    expect(neither.body).toContain('Choose one of the two.');
  });
});

async function nameSponsor(
  { roles, teacher }: Place,
  words: string,
  name: string,
): Promise<Answer> {
  const form = await teacher.get(`${roles}/sponsors/new?words=${encodeURIComponent(words)}`);
  return teacher.press(form, `${roles}/sponsors`, { personId: choiceOf(form, name) });
}

describe('R60: a sponsor', () => {
  it('is found by exact address anywhere in the organization, or by name in the courses', async () => {
    const place = await community();
    await world.launch({ person: fay, role: 'learner', course: undefined });
    await member(place, ben);
    const shown = async (words: string) =>
      (await place.teacher.get(`${place.roles}/sponsors/new?words=${encodeURIComponent(words)}`))
        .body;

    expect(await shown('FAY@lms.test')).toContain('Fay Ndiaye');
    expect(await shown('fay@lms')).toContain('Nobody found.');
    expect(await shown('Fay')).toContain('Nobody found.');
    expect(await shown('Okafor')).toContain('Ben Okafor');
  });

  it('supports it without belonging to it, and does not read its talk', async () => {
    const place = await community();
    const sponsor = await world.launch({ person: fay, role: 'learner', course: undefined });
    await nameSponsor(place, 'fay@lms.test', 'Fay');

    expect((await (await member(place, ben)).get(place.roles)).body).toContain('Fay Ndiaye');
    expect((await sponsor.get(place.home)).body).toContain('You sponsor this community.');
    expect((await sponsor.get('/')).body).toContain(place.home);
    expect((await sponsor.get(`${place.home}/threads`)).status).toBe(404);
    expect((await sponsor.get(place.roles)).status).toBe(404);
    expect(await leads(sponsor, place)).toBe(false);
  });

  it('sees a hidden community, and is one no more once that is taken back', async () => {
    const place = await community();
    const sponsor = await world.launch({ person: fay, role: 'learner', course: undefined });
    await nameSponsor(place, 'fay@lms.test', 'Fay');
    const settings = await place.teacher.get(`${place.home}/settings`);
    await place.teacher.press(settings, `${place.home}/settings`, {
      name: 'Hidden bees',
      topics: '',
      listing: 'hidden',
      joining: 'open',
      reading: 'members',
    });
    expect((await sponsor.get(place.home)).status).toBe(200);

    await pressOn(place.teacher, place.roles, { ending: /\/sponsors\/[\w-]+\/end$/ });

    expect((await sponsor.get(place.home)).status).toBe(404);
    expect((await sponsor.get('/')).body).not.toContain(place.home);
  });
});

describe('what gives no power', () => {
  it('teaching a course of the community, without leading it', async () => {
    const place = await community();
    const other = await world.launch({ person: dana, role: 'instructor', course: place.course });

    expect((await other.get(place.roles)).status).toBe(200);
    for (const path of ['settings', 'charter/new', 'roles/term', 'roles/nominations/new']) {
      expect((await other.get(`${place.home}/${path}`)).status).toBe(403);
    }
    const form = await other.get(`${place.home}/membership`);
    const level = `${place.home}/membership/level`;
    const takeover = { lasts: 'ongoing' };
    expect((await other.press(form, level, takeover, `${place.roles}/term`)).status).toBe(403);
  });

  it('belonging, for what facilitators do', async () => {
    const place = await community();
    const learner = await member(place, ben);

    expect((await learner.get(`${place.roles}/sponsors/new`)).status).toBe(403);
    expect((await learner.get(`${place.roles}/nominations/new`)).status).toBe(403);
    expect((await learner.get(place.roles)).body).not.toContain('/roles/term');
  });

  it('being in the organization: an outsider is told nothing of roles', async () => {
    const place = await community();
    const cleo = await world.cleo();

    expect((await cleo.get(place.roles)).status).toBe(404);
    expect((await cleo.get(`${place.roles}/term`)).status).toBe(404);
    expect((await cleo.get('/admin')).status).toBe(404);
    expect((await place.teacher.get('/admin')).status).toBe(404);
  });

  it('being administrator of another organization', async () => {
    const place = await community();
    const [second, third] = [await member(place, ben), await member(place, eli)];
    await nominate(place, 'Ben');
    await answer(second, place, 'yes');
    await nominate(place, 'Eli');
    await answer(third, place, 'yes');
    const platform = await TestPlatform.start();
    const details = platform.details(platform.install(world.house.url));
    await world.house.registerPlatform({ organizationName: 'Elsewhere', ...details });
    const shape = { person: gus, role: 'administrator', course: undefined } as const;
    const stranger = await visit({ url: world.house.url, platform }, shape);
    const waiting = await (await administrator()).get('/admin');
    const confirmation = /action="([^"]+\/confirmation)"/.exec(waiting.body)?.[1] ?? '';

    const page = await stranger.get('/admin');
    const form = await stranger.get('/me');
    const stolen = await stranger.press(form, '/me', { answer: 'yes' }, confirmation);

    expect(page.status).toBe(200);
    expect(page.body).not.toContain('Eli Sato');
    expect(stolen.status).toBe(404);
    expect((await stranger.get(place.roles)).status).toBe(404);
    await platform.close();
  });
});
