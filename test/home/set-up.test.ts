import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ana, ben } from '../support/platform/launch-claims.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

let courses = 0;
const newCourse = () => {
  courses += 1;
  return { id: `course-${courses}`, label: `C${courses}`, title: `Course ${courses}` };
};

const wishes = {
  name: 'Safer medication',
  purpose: 'We learn from near misses.',
  topics: 'medication, handover',
  // Every course of these tests means the same, so each has to say why it does not join the one before.
  difference: 'Ours is for another ward.',
};

describe('a course without a community', () => {
  it('shows a learner what will be here', async () => {
    const { arrived } = await world.launch({ person: ben, role: 'learner', course: newCourse() });
    expect(arrived.status).toBe(200);
    expect(arrived.body).toContain('Your instructor is setting this up');
  });

  it('shows the same to an assistant, who does not decide for the instructor', async () => {
    const course = newCourse();
    const { arrived, get } = await world.launch({ role: 'teachingAssistant', course });
    expect(arrived.body).toContain('Your instructor is setting this up');
    expect((await get(`${arrived.url.pathname}/set-up`)).status).toBe(403);
  });

  it('shows the same to a visitor whom the platform did not name', async () => {
    const { arrived } = await world.launch({ privacy: 'anonymous', course: newCourse() });
    expect(arrived.body).toContain('Your instructor is setting this up');
  });

  it('leads its instructor to the set-up', async () => {
    const { arrived } = await world.launch({
      person: ana,
      role: 'instructor',
      course: newCourse(),
    });
    expect(arrived.url.pathname).toMatch(/\/set-up$/);
  });
});

describe('POST /courses/:courseId/set-up', () => {
  it('founds the community and leads to it', async () => {
    const course = newCourse();
    const { arrived, press, get } = await world.launch({ person: ana, role: 'instructor', course });

    const answer = await press(arrived, arrived.url.pathname, wishes);

    expect(answer.status).toBe(303);
    const page = await get(answer.location?.pathname ?? '');
    expect(page.body).toContain('Safer medication');
    expect(page.body).toContain('We learn from near misses.');
    expect(page.body).toContain('<bdi>handover</bdi>');
    expect(page.body).toContain('Ana Moreno');
  });

  it('opens for a learner who came before it, at the same address', async () => {
    const course = newCourse();
    const early = await world.launch({ person: ben, role: 'learner', course });
    const teacher = await world.launch({ person: ana, role: 'instructor', course });
    await teacher.press(teacher.arrived, teacher.arrived.url.pathname, wishes);

    const page = await early.get(early.arrived.url.pathname);

    expect(page.url.pathname).toMatch(/^\/communities\//);
    expect(page.body).toContain('2 people');
  });

  it('asks again with every word still typed when something is missing', async () => {
    const course = newCourse();
    const { arrived, press } = await world.launch({ person: ana, role: 'instructor', course });

    const answer = await press(arrived, arrived.url.pathname, { ...wishes, topics: ' , ' });

    expect(answer.status).toBe(422);
    expect(answer.body).toContain('value="Safer medication"');
    expect(answer.body).toContain('We learn from near misses.</textarea>');
    expect(answer.body).toContain('Name at least one topic.');
  });

  it('founds one community however often it is pressed', async () => {
    const course = newCourse();
    const { arrived, press } = await world.launch({ person: ana, role: 'instructor', course });

    const answers = await Promise.all(
      Array.from({ length: 5 }, () => press(arrived, arrived.url.pathname, wishes)),
    );

    const places = new Set(answers.map(({ location }) => location?.pathname));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    expect(places.size).toBe(1);
  });

  it('tells a second instructor who was a moment late, and keeps their words', async () => {
    const course = newCourse();
    const first = await world.launch({ person: ana, role: 'instructor', course });
    const second = await world.launch({ person: ben, role: 'instructor', course });
    await first.press(first.arrived, first.arrived.url.pathname, wishes);

    const late = await second.press(second.arrived, second.arrived.url.pathname, {
      ...wishes,
      purpose: 'Words of the second instructor.',
    });

    expect(late.status).toBe(409);
    expect(late.body).toContain('Words of the second instructor.');
  });

  it('is not there for somebody of another course', async () => {
    const { arrived } = await world.launch({
      person: ana,
      role: 'instructor',
      course: newCourse(),
    });
    const outsider = await world.cleo();
    expect((await outsider.get(arrived.url.pathname)).status).toBe(404);
  });
});
