import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Client } from '../../support/platform/client.ts';
import { launchAs } from '../../support/platform/launch.ts';
import { lti } from '../../support/platform/vocabulary.ts';
import { openDoor, type Door } from './door.ts';
import { expectAdmitted, expectShown } from './expectations.ts';
import { lookInside } from './stores.ts';

/** What a Moodle 4.1 sent in the course of one launch. */
const Capture = z.object({
  login: z.record(z.string(), z.string()),
  header: z.looseObject({ alg: z.string(), kid: z.string(), typ: z.string() }),
  payload: z.record(z.string(), z.unknown()),
});
type Capture = z.infer<typeof Capture>;

const moodle = 'http://127.0.0.1:8081';
const organizationName = 'Example University';
const clients = { mcs5HSMc6DB8VTh: '1', eKX7pE9c5lOXKFl: '2', l8aq9PQCdMRytMg: '3' };

const folder = new URL('./captures/', import.meta.url);
const captures = readdirSync(folder).map((file) => {
  const capture = Capture.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
  return { name: file.replace('.json', ''), capture };
});

describe('a launch as Moodle sends it', () => {
  let door: Door;
  const known = new Map<string, Client>();
  beforeAll(async () => {
    door = await openDoor();
    for (const [clientId, deploymentId] of Object.entries(clients)) {
      const client = door.platform.install(door.house.url, {
        clientId,
        deploymentIds: [deploymentId],
      });
      known.set(clientId, client);
      const details = { ...door.platform.details(client), issuer: moodle };
      await door.house.registerPlatform({ organizationName, ...details });
    }
  });
  afterAll(() => door.close());

  /** The same words with our keys, to our address, and the nonce and times of today. */
  const replay = ({ login, header, payload }: Capture) => {
    const client = known.get(login['client_id'] ?? '');
    if (client === undefined) throw new Error(`No client ${login['client_id']}`);
    const target = new URL(login['target_link_uri'] ?? '');
    const ours = `${door.house.url}/${target.search}`;
    return launchAs(door.platform, door.newBrowser(), {
      client,
      hints: { login: login['login_hint'] ?? '', message: login['lti_message_hint'] ?? '' },
      loginFields: { ...login, target_link_uri: ours },
      token: {
        payload: { ...payload, [lti('target_link_uri')]: ours },
        header: { ...header, kid: door.platform.keySet.current.kid },
      },
    });
  };
  const captured = (name: string) => {
    const found = captures.find((one) => one.name === name);
    if (found === undefined) throw new Error(`No capture ${name}`);
    return found.capture;
  };

  it('was captured in many kinds', () => {
    expect(captures.length).toBeGreaterThanOrEqual(12);
  });

  it.each(captures)('is let in: $name', async ({ capture }) => {
    const answer = await replay(capture);

    const isPicker = capture.payload[lti('message_type')] === 'LtiDeepLinkingRequest';
    if (isPicker) expectShown(answer);
    else expectAdmitted(answer);
  });

  it.each([
    { name: 'teacher', sub: '3', role: 'instructor', course: '2', person: 'Tessa Teacher' },
    { name: 'student', sub: '5', role: 'learner', course: '2', person: 'Sam Student' },
    { name: 'administrator', sub: '2', role: 'instructor', course: '2', person: 'Admin User' },
    {
      name: 'administrator-in-copied-course',
      sub: '2',
      role: 'instructor',
      course: '4',
      person: 'Admin User',
    },
    {
      name: 'teacher-of-another-course',
      sub: '4',
      role: 'instructor',
      course: '3',
      person: 'Tomás Núñez',
    },
  ])('is understood: $person is $role in course $course', async ({ name, sub, ...expected }) => {
    await replay(captured(name));

    const understood = await lookInside(door, organizationName, (tx) =>
      tx
        .selectFrom('enrollments')
        .innerJoin('persons', 'persons.id', 'enrollments.personId')
        .innerJoin('identities', 'identities.personId', 'persons.id')
        .innerJoin('courses', 'courses.id', 'enrollments.courseId')
        .innerJoin('platforms', 'platforms.id', 'identities.platformId')
        .select(['enrollments.role', 'courses.contextId as course', 'persons.name as person'])
        .where('identities.subject', '=', sub)
        .where('platforms.clientId', '=', 'mcs5HSMc6DB8VTh')
        .execute(),
    );
    expect(understood).toContainEqual(expected);
  });

  it('keeps the courses of one Moodle apart by its deployments', async () => {
    for (const name of ['student', 'student-cross-site']) await replay(captured(name));

    const courses = await lookInside(door, organizationName, (tx) =>
      tx.selectFrom('courses').select('title').where('contextId', '=', '2').execute(),
    );
    expect(courses.length).toBeGreaterThanOrEqual(2);
    expect(new Set(courses.map(({ title }) => title))).toEqual(new Set(['Data Science 101']));
  });
});
