import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import {
  ana,
  ben,
  nurses,
  tutors,
  type Privacy,
  type RoleName,
} from '../../support/platform/launch-claims.ts';
import { launchAs, type LaunchOptions } from '../../support/platform/launch.ts';
import { attributeOf } from '../../support/platform/pages.ts';
import { lti } from '../../support/platform/vocabulary.ts';
import { openDoor, organizationName, type Door } from './door.ts';
import { expectAdmitted } from './expectations.ts';
import { enrolledAs, lookInside } from './stores.ts';

const roleNames: RoleName[] = [
  'instructor',
  'learner',
  'teachingAssistant',
  'administrator',
  'nobody',
];
const privacies: Privacy[] = ['everything', 'name', 'email', 'nothing', 'anonymous'];

const onlyWhatIsRequired = {
  [lti('context')]: undefined,
  [lti('tool_platform')]: undefined,
  [lti('launch_presentation')]: undefined,
  [lti('resource_link')]: { id: 'bare' },
  'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice': undefined,
  'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': undefined,
};

describe('POST /lti/launch with a good launch', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  /** Admitted, and shown a page that works. */
  const expectArrival = async (options: LaunchOptions) => {
    const browser = door.newBrowser();
    const answer = await launchAs(door.platform, browser, options);
    expectAdmitted(answer);
    const page = await browser.follow(answer, { from: door.platform.origin });
    expect({ status: page.status, code: attributeOf(page.body, 'data-launch-code') }).toEqual({
      status: 200,
      code: undefined,
    });
    return page;
  };

  describe.each(roleNames)('of a person whose role is %s', (role) => {
    it.each(privacies)('lets them in when the platform tells %s', async (privacy) => {
      const page = await expectArrival({ role, privacy });

      expect(page.url.origin).toBe(door.house.url);
    });
  });

  it('lets in a launch without a course', async () => {
    await expectArrival({ course: undefined });
  });

  it('lets in a launch without any optional claim', async () => {
    await expectArrival({ role: 'nobody', privacy: 'nothing', claims: onlyWhatIsRequired });
    await expectArrival({ role: 'nobody', privacy: 'anonymous', claims: onlyWhatIsRequired });
  });

  it('lets in claims that hold nothing, nulls and numbers where texts should be', async () => {
    await expectArrival({
      claims: {
        name: '',
        given_name: '',
        family_name: null,
        email: '',
        locale: '',
        [lti('lis')]: { person_sourcedid: '' },
        [lti('custom')]: { none: null, number: 7, unknown: '$ResourceLink.id.history', list: [] },
        [lti('launch_presentation')]: { document_target: null, width: '640', return_url: '' },
        [lti('tool_platform')]: null,
        [lti('unheard_of')]: { deep: [[[]]] },
      },
    });
  });

  it('lets in one audience in an array and several with us as the authorized party', async () => {
    const { id } = door.client;

    await expectArrival({ claims: { aud: [id] } });
    await expectArrival({ claims: { aud: [id, 'other'], azp: id } });
  });

  it('lets in a launch under a key that the platform added beside the old one', async () => {
    const platform = await door.anotherPlatform();
    const old = platform.keySet.current;
    expectAdmitted(await launchAs(platform, door.newBrowser()));

    platform.keySet.add();

    expectAdmitted(await launchAs(platform, door.newBrowser()));
    expectAdmitted(await launchAs(platform, door.newBrowser(), { token: { key: old } }));
  });

  it('lets in a launch while the key set is unreachable but known', async () => {
    const platform = await door.anotherPlatform();
    expectAdmitted(await launchAs(platform, door.newBrowser()));
    platform.keySet.failure = 'drops';

    expectAdmitted(await launchAs(platform, door.newBrowser()));
  });

  it.each([
    { what: 'of many scripts', name: 'Ñandú 李小龍 مُحَمَّد שלום Zoë 👩🏽‍🏫' },
    { what: 'of 5000 letters', name: 'Maximiliane '.repeat(417) },
    { what: 'of 200 emoji', name: '👩🏽‍🏫'.repeat(200) },
    { what: 'that is markup', name: '<script>alert("Bobby")</script>' },
    { what: 'with control characters', name: 'A\u0000na\u202E\u0007\n' },
  ])('lets in a person with a name $what', async ({ name }) => {
    const page = await expectArrival({
      claims: {
        sub: `person-${randomUUID()}`,
        name,
        given_name: name,
        [lti('context')]: { id: `course-${randomUUID()}`, title: name, label: name },
        [lti('resource_link')]: { id: 'named', title: name },
      },
    });

    expect(page.body).not.toContain('<script>alert');
  });

  it('lets in ids of 255 characters, and tells those apart that differ in case', async () => {
    const id = 'i'.repeat(254);
    for (const last of ['a', 'A']) {
      await expectArrival({
        role: 'learner',
        claims: {
          sub: id + last,
          [lti('context')]: { id: id + last },
          [lti('resource_link')]: { id: id + last },
        },
      });
    }

    expect(await enrolledAs(door, `${id}a`)).toHaveLength(1);
    expect(await enrolledAs(door, `${id}A`)).toHaveLength(1);
  });

  it('keeps courses of one id in several deployments apart', async () => {
    const course = { ...tutors, id: `course-${randomUUID()}` };
    for (const deploymentId of ['first', 'second']) await expectArrival({ deploymentId, course });

    const courses = await lookInside(door, organizationName, (tx) =>
      tx.selectFrom('courses').select('id').where('contextId', '=', course.id).execute(),
    );
    expect(courses).toHaveLength(2);
  });

  it('keeps a person in two courses at once in one browser', async () => {
    const browser = door.newBrowser();
    const pages = [];
    for (const course of [tutors, nurses]) {
      const answer = await launchAs(door.platform, browser, { person: ben, course });
      pages.push(await browser.follow(answer, { from: door.platform.origin }));
    }

    for (const page of pages) {
      const again = await browser.get(page.url, { from: door.house.url });
      expect(again.status).toBe(200);
    }
    const persons = await lookInside(door, organizationName, (tx) =>
      tx.selectFrom('identities').select('personId').where('subject', '=', ben.sub).execute(),
    );
    expect(persons).toHaveLength(1);
    expect(await enrolledAs(door, ben.sub)).toHaveLength(2);
  });

  it('gives a browser to the person who launched last', async () => {
    const browser = door.newBrowser();
    const names = [];
    for (const person of [ana, ben]) {
      const answer = await launchAs(door.platform, browser, { person, course: nurses });
      expectAdmitted(answer);
      const cookie = answer.setCookies.find(({ value }) => value !== '');
      names.push(cookie?.value);
    }

    expect(new Set(names).size).toBe(2);
    expect(await enrolledAs(door, ana.sub)).not.toEqual([]);
    expect(await enrolledAs(door, ben.sub)).not.toEqual([]);
  });

  it('leads where the signed target_link_uri says, and not where the login said', async () => {
    const answer = await launchAs(door.platform, door.newBrowser(), {
      targetLinkUri: `${door.house.url}/?signed=yes`,
      loginFields: { target_link_uri: `${door.house.url}/?login=yes` },
    });

    expectAdmitted(answer);
    expect(answer.location?.href).not.toContain('login=yes');
  });

  it('lets in a submission review and a data privacy launch', async () => {
    await expectArrival({
      role: 'instructor',
      claims: {
        [lti('message_type')]: 'LtiSubmissionReviewRequest',
        [lti('for_user')]: { user_id: ben.sub },
      },
    });
    await expectArrival({
      claims: {
        [lti('message_type')]: 'LtiDataPrivacyLaunchRequest',
        [lti('resource_link')]: undefined,
      },
    });
  });
});
