import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../support/platform/browser.ts';
import { TestPlatform } from '../../support/platform/platform.ts';
import { openDoor, type Door } from './door.ts';
import { cookiesLeftBy } from './expectations.ts';

describe('GET /lti/register/:invitation when something is wrong', () => {
  let door: Door;
  let platform: TestPlatform;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());
  beforeEach(async () => {
    platform = await TestPlatform.start();
  });
  afterEach(() => platform.close());

  const invite = () => door.house.invite('Wary College');
  const open = (invitation: string, token: string) =>
    door.newBrowser().get(platform.registrationUrl(invitation, token), { from: platform.origin });

  /** A page that says no, or that the other side did; and the platform knows no tool. */
  const expectNotRegistered = (answer: Answer) => {
    expect([400, 403, 404, 409, 410, 422, 502, 503]).toContain(answer.status);
    expect(answer.headers['content-type']).toMatch(/^text\/html/);
    expect(cookiesLeftBy(answer)).toEqual([]);
    expect(answer.location).toBeUndefined();
    expect([...platform.clients]).toEqual([]);
  };

  it('refuses an invitation that was used', async () => {
    const invitation = await invite();
    expect((await open(invitation, platform.offerRegistration())).status).toBe(200);
    platform.clients.clear();

    expectNotRegistered(await open(invitation, platform.offerRegistration()));
  });

  it('registers once when an invitation is opened many times at once', async () => {
    const invitation = await invite();

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => open(invitation, platform.offerRegistration())),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(platform.registrationAttempts).toHaveLength(1);
  });

  it.each([
    { what: 'was shortened', change: (path: string) => path.slice(0, -4) },
    { what: 'was lengthened', change: (path: string) => `${path}AAAA` },
    { what: 'was altered at its beginning', change: alterAt(2) },
    { what: 'was altered in its middle', change: alterAt(60) },
    { what: 'was altered at its end', change: alterAt(-6) },
    { what: 'is made up', change: () => 'made-up' },
    { what: 'signs itself with nothing', change: unsigned },
  ])('refuses an invitation that $what', async ({ change }) => {
    const url = new URL(await invite());
    const [, lti = '', register = '', invitation = ''] = url.pathname.split('/');
    url.pathname = ['', lti, register, change(invitation)].join('/');

    expectNotRegistered(await open(url.href, platform.offerRegistration()));
    expect(platform.registrationAttempts).toEqual([]);
  });

  it('lets an invitation be used again after the platform refused', async () => {
    const invitation = await invite();
    expectNotRegistered(await open(invitation, 'a-token-that-the-platform-never-gave'));

    expect((await open(invitation, platform.offerRegistration())).status).toBe(200);
  });

  it.each([
    { what: 'the issuer is elsewhere', changes: { issuer: 'https://lms.evil.test' } },
    { what: 'the issuer only begins alike', changes: { issuer: 'http://127.0.0.1.evil.test' } },
    { what: 'the issuer is missing', changes: { issuer: undefined } },
    { what: 'the issuer is no address', changes: { issuer: 'evil' } },
  ])('refuses a configuration where $what', async ({ changes }) => {
    platform.configurationChanges = changes;

    expectNotRegistered(await open(await invite(), platform.offerRegistration()));
    expect(platform.registrationAttempts).toEqual([]);
  });

  describe.each(['registration_endpoint', 'jwks_uri', 'token_endpoint', 'authorization_endpoint'])(
    'refuses a configuration whose %s',
    (endpoint) => {
      it.each([
        { is: 'is elsewhere', value: 'https://evil.test/x' },
        { is: 'only looks like the issuer', value: 'http://127.0.0.1@evil.test/x' },
        { is: 'is a script', value: 'javascript:alert(1)' },
        { is: 'is a file', value: 'file:///etc/passwd' },
        { is: 'is missing', value: undefined },
      ])('$is', async ({ value }) => {
        platform.configurationChanges = { [endpoint]: value };

        expectNotRegistered(await open(await invite(), platform.offerRegistration()));
        expect(platform.registrationAttempts).toEqual([]);
      });
    },
  );

  it.each([
    '',
    'not a url',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://127.0.0.1:1/gone',
  ])('refuses a configuration at "%s"', async (configurationUrl) => {
    const url = platform.registrationUrl(await invite(), platform.offerRegistration());
    url.searchParams.set('openid_configuration', configurationUrl);

    expectNotRegistered(await door.newBrowser().get(url, { from: platform.origin }));
  });
});

/** Changes one character of an invitation to another of its alphabet. */
function alterAt(position: number): (invitation: string) => string {
  return (invitation) => {
    const index = position < 0 ? invitation.length + position : position;
    const other = invitation[index] === 'A' ? 'B' : 'A';
    return invitation.slice(0, index) + other + invitation.slice(index + 1);
  };
}

function unsigned(invitation: string): string {
  const header = Buffer.from('{"alg":"none"}').toString('base64url');
  return `${header}.${invitation.split('.')[1] ?? ''}.`;
}
