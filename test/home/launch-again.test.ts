import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v4 } from 'uuid';
import { ben, type Course } from '../support/platform/launch-claims.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(() => world.close());

const newCourse = (): Course => ({ id: v4(), label: 'WEAVE', title: 'Weaving' });

async function namesOfPeople({ house: { database } }: World): Promise<unknown> {
  const [organization] = await database.atTheDoor((tx) =>
    tx.selectFrom('organizations').select('id').where('name', '=', 'Open University').execute(),
  );
  return database.within(organization?.id ?? '', (tx) =>
    tx.selectFrom('persons').select('name').execute(),
  );
}

describe('a launch soon after another', () => {
  it('makes somebody what they are now, not what they were', async () => {
    const course = newCourse();
    const learner = await world.launch({ person: ben, role: 'learner', course });
    expect(learner.arrived.url.pathname).not.toContain('set-up');

    const instructor = await world.launch({ person: ben, role: 'instructor', course });
    expect(instructor.arrived.url.pathname).toContain('set-up');

    const again = await world.launch({ person: ben, role: 'learner', course });
    expect((await again.get(instructor.arrived.url.pathname)).status).toBe(403);
  });

  it('calls the course as it is called now', async () => {
    const course = newCourse();
    await world.launch({ person: ben, role: 'instructor', course });

    const renamed = { ...course, title: 'Weaving and dyeing' };
    const { arrived } = await world.launch({ person: ben, role: 'instructor', course: renamed });

    expect(arrived.body).toContain('Weaving and dyeing');
  });

  it('calls the person as they are called now, and keeps what is not told again', async () => {
    const course = newCourse();
    await world.launch({ person: ben, role: 'instructor', course });
    const person = { ...ben, given: 'Benedict' };
    await world.launch({ person, role: 'instructor', course });

    await world.launch({ person, role: 'instructor', course, privacy: 'nothing' });

    expect(await namesOfPeople(world)).toEqual([{ name: 'Benedict Okafor' }]);
  });
});
