import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { launchAs } from '../../support/platform/launch.ts';
import {
  contextRole,
  institutionRole,
  lti,
  subRole,
  systemRole,
  testUserRole,
} from '../../support/platform/vocabulary.ts';
import { openDoor, type Door } from './door.ts';
import { expectAdmitted } from './expectations.ts';
import { enrolledAs } from './stores.ts';

describe('the roles of a launch', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  it.each([
    { what: 'Instructor', roles: [contextRole('Instructor')], role: 'instructor' },
    { what: 'Learner', roles: [contextRole('Learner')], role: 'learner' },
    { what: 'short Instructor', roles: ['Instructor'], role: 'instructor' },
    { what: 'short Learner', roles: ['Learner'], role: 'learner' },
    {
      what: 'a teaching assistant alone',
      roles: [subRole('Instructor', 'TeachingAssistant')],
      role: 'assistant',
    },
    {
      what: 'a teaching assistant with the principal role',
      roles: [contextRole('Instructor'), subRole('Instructor', 'TeachingAssistant')],
      role: 'assistant',
    },
    {
      what: 'Learner beside unknown roles',
      roles: [
        'https://lms.test/roles#Wizard',
        'wizard',
        '',
        contextRole('Learner'),
        contextRole('Wizard'),
      ],
      role: 'learner',
    },
    {
      what: 'Instructor and Learner',
      roles: [contextRole('Learner'), contextRole('Instructor')],
      role: 'instructor',
    },
    {
      what: 'an instructor of the institution',
      roles: [institutionRole('Instructor')],
      role: 'other',
    },
    {
      what: 'administrators of institution and system',
      roles: [institutionRole('Administrator'), systemRole('SysAdmin')],
      role: 'other',
    },
    {
      what: 'an unknown role that contains a known one',
      roles: [`${contextRole('Instructor')}s`, 'x#Instructor'],
      role: 'other',
    },
    { what: 'a test user', roles: [contextRole('Learner'), testUserRole], role: 'learner' },
    { what: 'no role', roles: [], role: 'other' },
  ])('make $what $role in the course', async ({ roles, role }) => {
    const sub = `person-${randomUUID()}`;

    const claims = { sub, [lti('roles')]: roles };

    expectAdmitted(await launchAs(door.platform, door.newBrowser(), { claims }));

    expect(await enrolledAs(door, sub)).toEqual([{ role }]);
  });
});
