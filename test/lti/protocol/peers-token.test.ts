import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import type { TokenChanges } from '../../support/platform/authorization.ts';
import { launchAs } from '../../support/platform/launch.ts';
import {
  contextRole,
  institutionRole,
  lti,
  type Claims,
} from '../../support/platform/vocabulary.ts';
import { openDoor, organizationName, type Door } from './door.ts';
import { expectAdmitted, expectRefused } from './expectations.ts';
import { enrolledAs, lookInside } from './stores.ts';

const now = () => Math.floor(Date.now() / 1000);
const minutes = 60;
const hours = 60 * minutes;

describe('a token that other tools judge wrongly', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  const launch = (token: TokenChanges) => launchAs(door.platform, door.newBrowser(), { token });

  describe.each([
    { keys: 'name their algorithm', namesAlgorithm: true },
    { keys: 'leave their algorithm out', namesAlgorithm: false },
  ])('where the keys of the platform $keys', ({ namesAlgorithm }) => {
    beforeAll(async () => {
      door.platform.keySet.namesAlgorithm = namesAlgorithm;
      door.platform.keySet.rotate();
      // Have the new keys read as they are now, so that what follows is judged by them.
      await pastTheCoolDown();
      expectAdmitted(await launch({}));
    });

    it.each(['none', 'HS256', 'PS256', 'RS384', 'RS512'] as const)(
      'refuses %s',
      async (algorithm) => {
        expectRefused(await launch({ algorithm }), 'bad_algorithm');
      },
    );

    it.each(['NONE', 'None', 'nOnE', 'rs256', '', 'HS256 '])(
      'refuses a header that names the algorithm %j',
      async (alg) => {
        expectRefused(await launch({ header: { alg } }), 'bad_algorithm');
      },
    );

    it('refuses RS256 in name over another signature', async () => {
      expectRefused(
        await launch({ algorithm: 'PS256', header: { alg: 'RS256' } }),
        'bad_signature',
      );
    });
  });

  it('refuses an unknown kid and a missing one', async () => {
    expectRefused(await launch({ header: { kid: randomUUID() } }), 'unknown_key');
    expectRefused(await launch({ header: { kid: undefined } }), 'missing_key_id');
  });

  it('never looks where a header says that keys are', async () => {
    const before = door.platform.keySet.fetches;
    const elsewhere = `${door.platform.origin}/keys?elsewhere`;

    expectAdmitted(
      await launch({ header: { jku: elsewhere, x5u: elsewhere, jwk: { kty: 'RSA' } } }),
    );

    expect(door.platform.keySet.fetches).toBe(before);
  });

  it('admits one audience in an array, with azp and without', async () => {
    const { id } = door.client;

    expectAdmitted(await launch({ claims: { aud: [id] } }));
    expectAdmitted(await launch({ claims: { aud: [id], azp: id } }));
    expectAdmitted(await launch({ claims: { aud: id, azp: id } }));
  });

  it('admits several audiences when we are the authorized party', async () => {
    const { id } = door.client;

    expectAdmitted(await launch({ claims: { aud: [id, 'other'], azp: id } }));
    expectAdmitted(await launch({ claims: { aud: ['other', id], azp: id } }));
  });

  it.each<{ what: string; claims: (id: string) => Claims }>([
    { what: 'several audiences without azp', claims: (id) => ({ aud: [id, 'other'] }) },
    {
      what: 'several audiences for another azp',
      claims: (id) => ({ aud: [id, 'other'], azp: 'other' }),
    },
    {
      what: 'one audience in an array for another azp',
      claims: (id) => ({ aud: [id], azp: 'other' }),
    },
    { what: 'an audience string for another azp', claims: (id) => ({ aud: id, azp: 'other' }) },
    { what: 'audiences without ours', claims: (id) => ({ aud: ['other'], azp: id }) },
    { what: 'no audience at all', claims: () => ({ aud: [] }) },
    { what: 'an audience that only begins as ours', claims: (id) => ({ aud: `${id}-other` }) },
  ])('refuses $what', async ({ claims }) => {
    expectRefused(await launch({ claims: claims(door.client.id) }), 'wrong_audience');
  });

  it.each([
    { what: 'expired 2 seconds ago', claims: () => ({ exp: now() - 2 }) },
    { what: 'expired half a minute ago', claims: () => ({ exp: now() - 30 }) },
    { what: 'was issued 12 seconds ago', claims: () => ({ iat: now() - 12 }) },
    { what: 'was issued nine minutes ago', claims: () => ({ iat: now() - 9 * minutes }) },
    { what: 'was issued by a clock half a minute ahead', claims: () => ({ iat: now() + 30 }) },
    { what: 'becomes valid in half a minute', claims: () => ({ nbf: now() + 30 }) },
  ])('admits a token that $what', async ({ claims }) => {
    expectAdmitted(await launch({ claims: claims() }));
  });

  it.each([
    { what: 'expired 70 seconds ago', code: 'expired', claims: () => ({ exp: now() - 70 }) },
    { what: 'was issued an hour ago', code: 'expired', claims: () => ({ iat: now() - hours }) },
    {
      what: 'was issued an hour from now',
      code: 'not_yet_valid',
      claims: () => ({ iat: now() + hours, exp: now() + 2 * hours }),
    },
    {
      what: 'becomes valid in 70 seconds',
      code: 'not_yet_valid',
      claims: () => ({ nbf: now() + 70 }),
    },
    { what: 'has no expiry', code: 'missing_claim', claims: () => ({ exp: undefined }) },
    { what: 'has no time of issue', code: 'missing_claim', claims: () => ({ iat: undefined }) },
    { what: 'has an expiry in words', code: 'bad_claim', claims: () => ({ exp: 'tomorrow' }) },
    { what: 'has a time of issue in words', code: 'bad_claim', claims: () => ({ iat: 'today' }) },
  ])('refuses a token that $what', async ({ code, claims }) => {
    expectRefused(await launch({ claims: claims() }), code);
  });

  it('admits and records an unknown deployment of a client of one organization', async () => {
    const deploymentId = `found-${randomUUID()}`;

    expectAdmitted(await launchAs(door.platform, door.newBrowser(), { deploymentId }));

    const known = await lookInside(door, organizationName, (tx) =>
      tx.selectFrom('deployments').select('deploymentId').execute(),
    );
    expect(known).toContainEqual({ deploymentId });
  });

  it('refuses an unknown deployment of a client that two organizations share', async () => {
    const platform = await door.anotherPlatform();
    const [client] = platform.clients.values();
    if (client === undefined) throw new Error('No client');
    await door.house.registerPlatform({
      organizationName: 'Shared Campus',
      ...platform.details(client),
      deploymentIds: ['shared-campus'],
    });
    const browser = door.newBrowser();

    const own = await launchAs(platform, browser);
    const theirs = await launchAs(platform, browser, { deploymentId: 'shared-campus' });
    const nobodys = await launchAs(platform, browser, { deploymentId: 'nobody-knows' });

    expectAdmitted(own);
    expectAdmitted(theirs);
    expectRefused(nobodys, 'unknown_deployment');
  });

  it('admits a launch without sub as a visitor', async () => {
    const browser = door.newBrowser();
    const answer = await launchAs(door.platform, browser, { privacy: 'anonymous' });
    const page = await browser.follow(answer, { from: door.platform.origin });

    expectAdmitted(answer);
    expect(page.status).toBe(200);
    expect(page.body).not.toMatch(/<form[^>]*method="post"/i);
  });

  it('refuses a launch without roles and one without a resource link', async () => {
    expectRefused(await launch({ claims: { [lti('roles')]: undefined } }), 'missing_claim');
    expectRefused(await launch({ claims: { [lti('resource_link')]: undefined } }), 'missing_claim');
  });

  it('takes an instructor of the institution for what he is in the course', async () => {
    const sub = `learner-${randomUUID()}`;
    const roles = [
      institutionRole('Instructor'),
      institutionRole('Faculty'),
      contextRole('Learner'),
    ];

    expectAdmitted(await launch({ claims: { sub, [lti('roles')]: roles } }));

    expect(await enrolledAs(door, sub)).toEqual([{ role: 'learner' }]);
  });
});

/** The cool-down between two readings of a key set is a second. */
function pastTheCoolDown(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 1100);
  });
}
