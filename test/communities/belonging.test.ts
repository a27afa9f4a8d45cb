import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/platform/browser.ts';
import { ana, ben, type Person } from '../support/platform/launch-claims.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

const dana: Person = { sub: 'person-dana', given: 'Dana', family: 'Kim', email: 'dana@lms.test' };

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

let courses = 0;

/** A community of its own for each test, with Ana to lead it, and its course. */
async function community(settings: object = {}) {
  courses += 1;
  const course = { id: `b-${courses}`, label: `B${courses}`, title: `Course ${courses}` };
  const teacher = await world.launch({ person: ana, role: 'instructor', course });
  const home = await foundCommunity(teacher, {
    name: `Choir ${courses}`,
    purpose: 'We sing from the page.',
    difference: 'Other voices.',
  });
  if (Object.keys(settings).length > 0) {
    const form = await teacher.get(`${home}/settings`);
    const values = { listing: 'listed', joining: 'open', reading: 'members' };
    const name = `Choir ${courses}`;
    await teacher.press(form, `${home}/settings`, { name, topics: '', ...values, ...settings });
  }
  return { home, teacher, course };
}

const expectations = {
  purpose: 'We sing from the page.',
  activities: 'We sight-read on Mondays.',
  contributions: 'Members bring a pencil.',
  conduct: 'Nobody laughs at a wrong note.',
  rhythm: 'An hour a week.',
};

async function changeCharter(teacher: Visitor, home: string, words: object): Promise<Answer> {
  const form = await teacher.get(`${home}/charter/new`);
  return teacher.press(form, `${home}/charter`, { ...expectations, ...words });
}

/** Somebody of the organization who is in another course. */
const outsider = (): Promise<Visitor> => world.cleo();

async function ask(who: Visitor, home: string, fields: object = {}): Promise<Answer> {
  const form = await who.get(`${home}/threads/new`);
  const question = { kind: 'question', title: 'Which key?', body: 'Words I would hate to lose' };
  return who.press(form, `${home}/threads`, { ...question, ...fields });
}

async function join(who: Visitor, home: string, fields: object = {}): Promise<Answer> {
  return who.press(await who.get(home), `${home}/membership`, { level: 'occasional', ...fields });
}

describe('R6: a community', () => {
  it.each([['name'], ['purpose'], ['topics']])('is not opened without its %s', async (field) => {
    const course = { id: `r6-${field}`, label: 'R6', title: 'R6' };
    const teacher = await world.launch({ person: ana, role: 'instructor', course });
    const wishes = { name: 'Bees', purpose: 'Honey.', topics: 'hives', difference: 'x' };

    const answer = await teacher.press(teacher.arrived, teacher.arrived.url.pathname, {
      ...wishes,
      [field]: ' ',
    });

    expect(answer.status).toBe(422);
  });

  it('is led by whoever opened it, by name', async () => {
    const { home } = await community();
    const page = await (await outsider()).get(home);
    expect(page.body).toContain('Ana Moreno');
  });
});

describe('R63: before joining', () => {
  it('a person sees purpose, time, rhythm, facilitators, activity and who can see what they write', async () => {
    const { home, teacher } = await community();
    await changeCharter(teacher, home, { isMaterial: 'on' });
    await ask(teacher, home);

    const page = await (await outsider()).get(home);

    expect(page.status).toBe(200);
    for (const words of [
      'We sing from the page.',
      'We sight-read on Mondays.',
      'Nobody laughs at a wrong note.',
      'An hour a week.',
      'Ana Moreno',
      'one contribution this month',
      'members only',
    ]) {
      expect(page.body).toContain(words);
    }
  });

  it('nothing that was said inside is shown', async () => {
    const { home, teacher } = await community();
    await ask(teacher, home, { title: 'A secret among singers' });
    const cleo = await outsider();

    expect((await cleo.get(home)).body).not.toContain('A secret among singers');
    expect((await cleo.get(`${home}/threads`)).status).toBe(404);
    expect((await cleo.get(`${home}/threads/new`)).status).toBe(404);
  });

  it('a hidden community is not there', async () => {
    const { home } = await community({ listing: 'hidden' });
    const cleo = await outsider();

    expect((await cleo.get(home)).status).toBe(404);
    expect((await cleo.get(`${home}/charter`)).status).toBe(404);
    expect((await cleo.get(`${home}/help-offers`)).status).toBe(404);
  });
});

describe('joining', () => {
  it('is a choice that opens the door, and is told who sees', async () => {
    const { home } = await community();
    const cleo = await outsider();

    const answer = await join(cleo, home);

    expect(answer.location?.pathname).toBe(home);
    expect((await cleo.get(`${home}/threads`)).status).toBe(200);
    expect((await ask(cleo, home)).status).toBe(303);
  });

  it('asks how much somebody means to take part', async () => {
    const { home } = await community();
    const answer = await join(await outsider(), home, { level: '' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('Choose how you mean to take part.');
  });

  it('only asks where a facilitator decides, and says so at the next visit', async () => {
    const { home } = await community({ joining: 'request' });
    const cleo = await outsider();

    await join(cleo, home, { words: 'I sing alto.' });

    const page = await cleo.get(home);
    expect(page.body).toContain('You asked to join.');
    expect((await cleo.get(`${home}/threads`)).status).toBe(404);
  });

  it('takes an invitation where it is by invitation', async () => {
    const { home } = await community({ joining: 'invitation' });
    const cleo = await outsider();
    const page = await cleo.get(home);
    expect(page.body).toContain('By invitation');
    expect(page.body).not.toContain(`action="${home}/membership"`);
  });

  it('is not needed to read where the whole organization may', async () => {
    const { home, teacher } = await community({ reading: 'organization' });
    await ask(teacher, home, { title: 'Open to all of us' });
    const cleo = await outsider();

    expect((await cleo.get(`${home}/threads`)).body).toContain('Open to all of us');
    expect((await cleo.get(`${home}/threads/new`)).status).toBe(403);
  });
});

describe('R56: the charter', () => {
  it('is shown when joining, and its acceptance kept with version and date', async () => {
    const { home, teacher } = await community();
    await changeCharter(teacher, home, { isMaterial: 'on' });
    const cleo = await outsider();

    const refused = await join(cleo, home);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('happy with what we expect');
    const accepted = await join(cleo, home, { accepted: '2' });

    expect(accepted.status).toBe(303);
    const mine = await cleo.get(`${home}/membership`);
    expect(mine.body).toContain('You said yes to version 2 of the charter');
    expect(mine.body).toMatch(/charter<\/a> \(<time datetime=[^>]+ data-day>/);
  });

  it('asks nothing of somebody who only looks on, until they write', async () => {
    const { home, teacher } = await community();
    await changeCharter(teacher, home, { isMaterial: 'on' });
    const cleo = await outsider();

    expect((await join(cleo, home, { level: 'observer' })).status).toBe(303);
    expect((await ask(cleo, home)).status).toBe(422);
  });

  it('asks again after a material change, blocks writing and not reading, and loses no word', async () => {
    const { home, teacher, course } = await community();
    const learner = await world.launch({ person: ben, role: 'learner', course });
    const thread = (await ask(learner, home)).location?.pathname ?? '';
    await changeCharter(teacher, home, { isMaterial: 'on', note: 'We agreed on it.' });

    const back = await world.launch({ person: ben, role: 'learner', course });
    expect(back.arrived.body).toContain('see what we expect of one another');
    expect((await back.get(thread)).status).toBe(200);
    const blocked = await ask(back, home);
    expect(blocked.status).toBe(422);
    expect(blocked.body).toContain('Words I would hate to lose</textarea>');
    expect(blocked.body).toContain('Nobody laughs at a wrong note.');
    const reply = await back.press(await back.get(thread), `${thread}/posts`, { body: 'In C' });
    expect(reply.status).toBe(422);
    expect(reply.body).toContain('In C</textarea>');

    expect((await ask(back, home, { accepted: '2' })).status).toBe(303);
    expect((await ask(back, home)).status).toBe(303);
    expect((await back.get(home)).body).not.toContain('see what we expect of one another');
  });

  it('can be accepted on its own page', async () => {
    const { home, teacher, course } = await community();
    const learner = await world.launch({ person: ben, role: 'learner', course });
    await changeCharter(teacher, home, { isMaterial: 'on' });

    const answer = await learner.press(
      await learner.get(`${home}/charter`),
      `${home}/charter/acceptance`,
      {},
    );

    expect(answer.status).toBe(303);
    expect((await ask(learner, home)).status).toBe(303);
  });

  it('does not ask again for a mended word, and shows what changed word by word', async () => {
    const { home, teacher, course } = await community();
    const learner = await world.launch({ person: ben, role: 'learner', course });
    await changeCharter(teacher, home, { note: 'First' });
    await changeCharter(teacher, home, { rhythm: 'Two hours a week.', note: 'More time' });

    expect((await ask(learner, home)).status).toBe(303);
    const page = await learner.get(`${home}/charter`);
    expect(page.body).toContain(
      '<del>An</del><ins>Two</ins> <del>hour</del><ins>hours</ins> a week.',
    );
    expect(page.body).toContain('More time');
  });

  it('keeps the words of the second of two who change it at once', async () => {
    const { home, teacher } = await community();
    const form = await teacher.get(`${home}/charter/new`);
    await teacher.press(form, `${home}/charter`, { ...expectations, rhythm: 'Mine' });

    const late = await teacher.press(form, `${home}/charter`, {
      ...expectations,
      rhythm: 'Theirs',
    });

    expect(late.status).toBe(409);
    expect(late.body).toContain('Theirs');
  });

  it('is changed by a facilitator alone', async () => {
    const { home, course } = await community();
    const learner = await world.launch({ person: ben, role: 'learner', course });
    expect((await learner.get(`${home}/charter/new`)).status).toBe(403);
    expect((await learner.get(`${home}/settings`)).status).toBe(403);
    expect((await (await outsider()).get(`${home}/charter/new`)).status).toBe(404);
  });
});

describe('leaving', () => {
  async function leave(who: Visitor, home: string): Promise<Answer> {
    const page = await who.get(`${home}/membership`);
    return who.press(page, `${home}/membership/departure`, {});
  }

  it('keeps what was written, and lets them return, though not by the course’s door alone', async () => {
    const { home, teacher, course } = await community();
    const learner = await world.launch({ person: ben, role: 'learner', course });
    const thread = (await ask(learner, home)).location?.pathname ?? '';

    expect((await leave(learner, home)).status).toBe(303);

    expect((await teacher.get(thread)).body).toContain('Ben Okafor');
    const back = await world.launch({ person: ben, role: 'learner', course });
    expect(back.arrived.body).toContain('You were here before');
    expect((await join(back, home)).status).toBe(303);
    expect((await back.get(thread)).status).toBe(200);
  });

  it('is not for the only one who leads', async () => {
    const { home, teacher } = await community();
    const page = await teacher.get(`${home}/membership`);
    expect(page.body).toContain('You are the only facilitator.');
    const form = await teacher.get(`${home}/membership`);
    const answer = await teacher.press(
      form,
      `${home}/membership/level`,
      {},
      `${home}/membership/departure`,
    );
    expect(answer.status).toBe(409);
  });
});

describe('finishing the set-up', () => {
  it('is offered to the facilitator, step by step, until they are done with it', async () => {
    const { home, teacher, course } = await community();
    const learner = await world.launch({ person: dana, role: 'learner', course });
    expect(learner.arrived.body).not.toContain('Finish setting up');
    expect((await teacher.get(home)).body).toContain('Finish setting up');

    const seed = await teacher.get(`${home}/set-up/seed`);
    await teacher.press(seed, `${home}/set-up/seed`, {
      welcomeChosen: 'on',
      welcomeTitle: 'Who sings what?',
      welcomeBody: 'Two lines are plenty.',
      questionTitle: 'Not chosen',
      questionBody: 'Not chosen',
    });

    const page = await learner.get(home);
    expect(page.body).toContain('Who sings what?');
    expect(page.body).not.toContain('Not chosen');
    await teacher.press(await teacher.get(home), `${home}/set-up/end`, {});
    expect((await teacher.get(home)).body).not.toContain('Finish setting up');
  });
});
