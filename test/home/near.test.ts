import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/platform/browser.ts';
import { ana, ben, type Person } from '../support/platform/launch-claims.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

const dana: Person = { sub: 'person-dana', given: 'Dana', family: 'Kim', email: 'dana@lms.test' };

let world: World;
let safety: string;

let courses = 0;
const newCourse = () => {
  courses += 1;
  return { id: `near-${courses}`, label: `N${courses}`, title: `Section ${courses}` };
};

async function found(person: Person, wishes: object): Promise<string> {
  const teacher = await world.launch({ person, role: 'instructor', course: newCourse() });
  return foundCommunity(teacher, wishes);
}

/** Somebody who teaches a course that has no community yet. */
const teacherOfNewCourse = (person: Person = dana): Promise<Visitor> =>
  world.launch({ person, role: 'instructor', course: newCourse() });

/** What the set-up page would show while these words are typed. */
function whileTyping({ arrived, get }: Visitor, typed: Record<string, string>): Promise<Answer> {
  const near = arrived.url.pathname.replace(/set-up$/, 'near');
  return get(`${near}?${new URLSearchParams(typed).toString()}`);
}

const idsIn = ({ body }: Answer) =>
  [...body.matchAll(/id="near-([0-9a-f-]{36})"/g)].map(([, id]) => `/communities/${id}`);

beforeAll(async () => {
  world = await openWorld();
  safety = await found(ana, {
    name: 'Patient safety in practice',
    purpose: 'We learn from near misses before they become harm.',
    topics: 'medication, handover, speaking up',
  });
  for (const name of ['Welding', 'Choir', 'Spreadsheets']) {
    await found(ana, { name, purpose: `All about ${name}.`, topics: name });
  }
});

afterAll(() => world.close());

describe('R40: typing a name or purpose', () => {
  it('lists a community with a like name, misspelt or not', async () => {
    const teacher = await teacherOfNewCourse();

    expect(idsIn(await whileTyping(teacher, { name: 'Patient safty' }))[0]).toBe(safety);
  });

  it.each([
    'Patient',
    'Patience',
    'In practice',
    'inpatient safety',
    'A safe practice for patients',
  ])('lists it for "%s"', async (name) => {
    const teacher = await teacherOfNewCourse();

    expect(idsIn(await whileTyping(teacher, { name }))).toContain(safety);
  });

  it('lists one that cares about the same, and says why', async () => {
    const teacher = await teacherOfNewCourse();

    const page = await whileTyping(teacher, {
      name: 'Night shift',
      purpose: 'Fewer medication errors on the ward',
    });

    expect(idsIn(page)).toEqual([safety]);
    expect(page.body).toMatch(/near because of <em dir="auto">medication<\/em>/);
    expect(page.body).toContain('led by Ana Moreno');
    expect(page.body).toContain('One person so far');
  });

  it('lists one that people of the course are in, and how many', async () => {
    const course = newCourse();
    const learner = await world.launch({ person: ben, role: 'learner', course });
    const joined = await world.launch({
      person: ben,
      role: 'learner',
      course: { ...course, id: 'near-1' },
    });
    expect(joined.arrived.url.pathname).toBe(safety);
    expect(learner.arrived.status).toBe(200);
    const teacher = await world.launch({ person: dana, role: 'instructor', course });

    const page = await whileTyping(teacher, { name: 'Something else' });

    expect(idsIn(page)).toEqual([safety]);
    expect(page.body).toContain('somebody from your course is in it');
  });

  it('lists five at most, and none for words that nobody shares', async () => {
    for (const number of [1, 2, 3, 4, 5, 6]) {
      const name = `Beekeeping ${number}`;
      await found(ana, { name, purpose: 'Bees.', topics: 'hives', difference: 'Another meadow.' });
    }
    const teacher = await teacherOfNewCourse();

    expect(idsIn(await whileTyping(teacher, { name: 'Beekeeping' }))).toHaveLength(5);
    expect(idsIn(await whileTyping(teacher, { name: 'Zymurgy', purpose: 'Yeast' }))).toEqual([]);
  });

  it('is for the instructor of the course alone', async () => {
    const teacher = await teacherOfNewCourse();
    const near = teacher.arrived.url.pathname.replace(/set-up$/, 'near');
    const outsider = await world.cleo();

    expect((await outsider.get(`${near}?name=Patient`)).status).toBe(404);
  });

  it('puts up with anything typed', async () => {
    const teacher = await teacherOfNewCourse();
    for (const name of ["' & | ! :* \\", '<b>', '患者安全', '\u0000', 'x'.repeat(5000), '']) {
      expect((await whileTyping(teacher, { name, purpose: name })).status).toBe(200);
    }
  });
});

describe('starting a community close to one that is here', () => {
  const close = {
    name: 'Patient safety practice',
    purpose: 'We learn from near misses on night shifts.',
    topics: 'medication',
  };

  it('asks how it differs, with every word kept', async () => {
    const teacher = await teacherOfNewCourse();

    const answer = await teacher.press(teacher.arrived, teacher.arrived.url.pathname, close);

    expect(answer.status).toBe(422);
    expect(answer.body).toContain('How does yours differ?');
    expect(answer.body).toContain('value="Patient safety practice"');
    expect(idsIn(answer)).toContain(safety);
  });

  it('is done once the difference is said', async () => {
    const teacher = await teacherOfNewCourse();
    const { pathname } = teacher.arrived.url;

    const answer = await teacher.press(teacher.arrived, pathname, {
      ...close,
      difference: 'Ours is for night shifts.',
    });

    expect(answer.status).toBe(303);
  });
});

describe('joining the one that is here', () => {
  const join = (teacher: Visitor, communityId: string) => {
    const { pathname } = teacher.arrived.url;
    return teacher.press(
      teacher.arrived,
      pathname,
      { communityId },
      pathname.replace(/set-up$/, 'home'),
    );
  };

  it('opens the door at once where anybody may join, and learners come in', async () => {
    const course = newCourse();
    const teacher = await world.launch({ person: dana, role: 'instructor', course });

    const answer = await join(teacher, safety.split('/').at(-1) ?? '');

    expect(answer.location?.pathname).toBe(safety);
    const learner = await world.launch({ person: ben, role: 'learner', course });
    expect(learner.arrived.url.pathname).toBe(safety);
  });

  it('does not know of a community that is made up', async () => {
    const teacher = await teacherOfNewCourse();
    const answer = await join(teacher, '01a20f5f-9827-776f-9d0d-32357f9a7aad');
    expect(answer.status).toBe(404);
  });
});

describe('R41: offering help', () => {
  it('sends the words to the facilitators of a community that is here', async () => {
    const teacher = await teacherOfNewCourse();
    const form = await teacher.get(`${safety}/help-offers`);
    expect(form.body).toContain('May I help?');

    const answer = await teacher.press(form, `${safety}/help-offers`, {
      words: 'I could bring a case a month.',
    });

    expect(answer.status).toBe(303);
    const sent = await teacher.get(`${safety}/help-offers?sent`);
    expect(sent.body).toContain('they will answer you');
  });

  it('asks for a sentence when there is none', async () => {
    const teacher = await teacherOfNewCourse();
    const form = await teacher.get(`${safety}/help-offers`);
    expect((await teacher.press(form, `${safety}/help-offers`, { words: ' ' })).status).toBe(422);
  });
});
