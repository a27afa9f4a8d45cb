import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchAs, openLogin, postForm } from '../../support/platform/launch.ts';
import { lti } from '../../support/platform/vocabulary.ts';
import { badClaims, badEnvelopes, badForms, badSignatures } from './bad-launches.ts';
import { openDoor, type Door } from './door.ts';
import {
  cookiesLeftBy,
  expectAskedToOpenAgain,
  expectRefused,
  expectUsedUp,
} from './expectations.ts';

describe('POST /lti/launch with a launch that is known to be bad', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  it.each([...badSignatures, ...badEnvelopes, ...badClaims, ...badForms])(
    'refuses a token $what',
    async ({ code, launch }) => {
      const answer = await launchAs(door.platform, door.newBrowser(), launch(door));

      expectRefused(answer, code);
    },
  );

  it.each([60_000, 3_000_000])('refuses an enormous token around %d characters', async (length) => {
    const answer = await launchAs(door.platform, door.newBrowser(), {
      claims: { [lti('custom')]: { filler: 'x'.repeat(length) } },
    });

    // Above a certain size nobody reads far enough to see that it is a launch.
    if (length < 100_000) expectRefused(answer, 'malformed_token');
    expect(Math.floor(answer.status / 100)).toBe(4);
    expect(cookiesLeftBy(answer)).toEqual([]);
  });

  it('refuses a launch without a token', async () => {
    const browser = door.newBrowser();
    const { authorizationUrl } = await openLogin(door.platform, browser);
    const form = door.platform.authorize(authorizationUrl);

    const answer = await postForm(door.platform, browser, {
      ...form,
      fields: { ...form.fields, id_token: undefined },
    });

    expectRefused(answer, 'malformed_token');
  });

  it('refuses a token whose nonce was used by an earlier launch', async () => {
    const browser = door.newBrowser();
    const first = await openLogin(door.platform, browser);
    await postForm(door.platform, browser, door.platform.authorize(first.authorizationUrl));

    const answer = await launchAs(door.platform, browser, {
      token: { claims: { nonce: first.nonce } },
    });

    expectRefused(answer, 'wrong_nonce');
  });

  it('refuses tokens whose nonces were swapped between two logins of one browser', async () => {
    const browser = door.newBrowser();
    const one = await openLogin(door.platform, browser);
    const other = await openLogin(door.platform, browser);

    for (const [login, { nonce }] of [
      [one, other],
      [other, one],
    ] as const) {
      const form = door.platform.authorize(login.authorizationUrl, { claims: { nonce } });
      expectRefused(await postForm(door.platform, browser, form), 'wrong_nonce');
    }
  });

  it('refuses a state that was used', async () => {
    const browser = door.newBrowser();
    const { authorizationUrl } = await openLogin(door.platform, browser);
    const asItWas = browser.twin();
    await postForm(door.platform, browser, door.platform.authorize(authorizationUrl));

    const answer = await postForm(
      door.platform,
      asItWas,
      door.platform.authorize(authorizationUrl),
    );

    expectUsedUp(answer);
  });

  it.each([
    { what: 'made up', state: 'made-up' },
    { what: 'empty', state: '' },
    { what: 'missing', state: undefined },
  ])('refuses a state that is $what', async ({ state }) => {
    const browser = door.newBrowser();
    const { authorizationUrl } = await openLogin(door.platform, browser);
    const form = door.platform.authorize(authorizationUrl);

    const answer = await postForm(door.platform, browser, {
      ...form,
      fields: { ...form.fields, state },
    });

    expectRefused(answer, 'unknown_state');
  });

  it("makes no session of a state of another browser's login", async () => {
    const victim = door.newBrowser();
    await openLogin(door.platform, victim);
    const { authorizationUrl } = await openLogin(door.platform, door.newBrowser());

    const answer = await postForm(door.platform, victim, door.platform.authorize(authorizationUrl));

    expectAskedToOpenAgain(answer);
  });

  it('refuses a state whose cookie belongs to another login', async () => {
    const browser = door.newBrowser();
    const own = await openLogin(door.platform, browser);
    const other = await openLogin(door.platform, browser);
    const [ownCookie, otherCookie] = [own, other].map(({ answer }) => answer.setCookies[0]);
    const form = door.platform.authorize(own.authorizationUrl);

    const answer = await door.newBrowser().post(form.action, form.fields, {
      from: door.platform.origin,
      headers: { cookie: `${ownCookie?.name}=${otherCookie?.value}` },
    });

    expectRefused(answer, 'wrong_browser');
  });

  it('shows what the platform said when it answers with an error', async () => {
    const browser = door.newBrowser();
    const { authorizationUrl } = await openLogin(door.platform, browser);
    const form = door.platform.refuse(
      authorizationUrl,
      'access_denied',
      'You <b>left</b> the course',
    );

    const answer = await postForm(door.platform, browser, form);

    expectRefused(answer, 'platform_error');
    expect(answer.body).not.toContain('<b>left</b>');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//evil.test', 'not a url'])(
    'never offers the way back to %s',
    async (returnUrl) => {
      const browser = door.newBrowser();
      const answer = await launchAs(door.platform, browser, {
        claims: { [lti('launch_presentation')]: { return_url: returnUrl } },
      });
      const page = await browser.follow(answer, { from: door.platform.origin });

      expect(page.body).not.toContain(returnUrl);
    },
  );
});
