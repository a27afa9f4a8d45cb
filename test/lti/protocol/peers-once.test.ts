import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  arriveAs,
  finishLaunch,
  launchAs,
  openLogin,
  postForm,
  sendLogin,
} from '../../support/platform/launch.ts';
import { openDoor, type Door } from './door.ts';
import {
  cookiesLeftBy,
  expectAdmitted,
  expectRefused,
  expectUsedUp,
  sessionCookieOf,
} from './expectations.ts';
import { ageLogins, sessionCount } from './stores.ts';

describe('a login', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  it('is none when its state is made up', async () => {
    const browser = door.newBrowser();
    const login = await openLogin(door.platform, browser);
    const form = door.platform.authorize(login.authorizationUrl);
    const fields = { ...form.fields, state: crypto.randomUUID() };

    expectRefused(await postForm(door.platform, browser, { ...form, fields }), 'unknown_state');
  });

  it('is used up by its launch, so that an exact replay fails', async () => {
    const browser = door.newBrowser();
    const { authorizationUrl } = await openLogin(door.platform, browser);
    const form = door.platform.authorize(authorizationUrl);
    const asItWas = browser.twin();
    expectAdmitted(await postForm(door.platform, browser, form));

    expectUsedUp(await postForm(door.platform, asItWas, form));
    expectUsedUp(await postForm(door.platform, asItWas, form));
  });

  it('is used up for a new id_token too', async () => {
    const browser = door.newBrowser();
    const login = await openLogin(door.platform, browser);
    const asItWas = browser.twin();
    expectAdmitted(await finishLaunch(door.platform, browser, login));

    expectUsedUp(await finishLaunch(door.platform, asItWas, login));
  });

  it('makes one session of 20 simultaneous posts of one launch', async () => {
    const browser = door.newBrowser();
    const { authorizationUrl } = await openLogin(door.platform, browser);
    const form = door.platform.authorize(authorizationUrl);
    const before = await sessionCount(door);

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => postForm(door.platform, browser.twin(), form)),
    );

    const admitted = answers.filter(({ status }) => status === 303);
    expect(admitted).toHaveLength(1);
    for (const answer of admitted) expectAdmitted(answer);
    for (const answer of answers) if (!admitted.includes(answer)) expectUsedUp(answer);
    expect(await sessionCount(door)).toBe(before + 1);
  });

  it('makes one session of 20 simultaneous posts of different tokens for one login', async () => {
    const browser = door.newBrowser();
    const { authorizationUrl } = await openLogin(door.platform, browser);
    const forms = Array.from({ length: 20 }, (_, i) =>
      door.platform.authorize(authorizationUrl, { claims: { jti: `token-${i}` } }),
    );
    const before = await sessionCount(door);

    const answers = await Promise.all(
      forms.map((form) => postForm(door.platform, browser.twin(), form)),
    );

    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await sessionCount(door)).toBe(before + 1);
  });

  it('survives a token that was refused', async () => {
    const browser = door.newBrowser();
    const login = await openLogin(door.platform, browser);
    const bad = await finishLaunch(door.platform, browser, login, { claims: { exp: 1 } });
    expectRefused(bad, 'expired');

    expectAdmitted(await finishLaunch(door.platform, browser, login));
  });

  it.each([
    { what: 'was never issued', nonce: 'made-up', code: 'wrong_nonce' },
    { what: 'is missing', nonce: undefined, code: 'missing_claim' },
    { what: 'is a number', nonce: 7, code: 'bad_claim' },
  ])('takes no nonce that $what', async ({ nonce, code }) => {
    const token = { claims: { nonce } };

    expectRefused(await launchAs(door.platform, door.newBrowser(), { token }), code);
  });

  it('takes no nonce of another login', async () => {
    const browser = door.newBrowser();
    const { nonce } = await openLogin(door.platform, browser);
    const token = { claims: { nonce } };

    expectRefused(await launchAs(door.platform, browser, { token }), 'wrong_nonce');
  });

  it('has a long state and nonce of its own, which do not tell each other', async () => {
    const logins = [];
    for (let i = 0; i < 3; i += 1) logins.push(await openLogin(door.platform, door.newBrowser()));

    expect(new Set(logins.flatMap(({ state, nonce }) => [state, nonce])).size).toBe(6);
    for (const { state, nonce } of logins) {
      // 128 bits in base64url take 22 characters.
      expect(Math.min(state.length, nonce.length)).toBeGreaterThanOrEqual(22);
      expect(state.includes(nonce) || nonce.includes(state)).toBe(false);
    }
  });

  it('is over after ten minutes', async () => {
    const browser = door.newBrowser();
    const login = await openLogin(door.platform, browser);
    await ageLogins(door);

    expectRefused(await finishLaunch(door.platform, browser, login), 'expired_login');
  });

  it('may be one of several under way in one browser', async () => {
    const browser = door.newBrowser();
    const one = await openLogin(door.platform, browser);
    const other = await openLogin(door.platform, browser);

    expectAdmitted(await finishLaunch(door.platform, browser, other));
    expectAdmitted(await finishLaunch(door.platform, browser, one));
  });

  it('gives a session that no other launch has', async () => {
    const values = [];
    for (let i = 0; i < 2; i += 1) {
      const answer = await launchAs(door.platform, door.newBrowser());
      values.push(sessionCookieOf(answer)?.value ?? '');
    }

    expect(new Set(values).size).toBe(2);
    // 256 bits in base64url take 43 characters.
    expect(Math.min(...values.map(({ length }) => length))).toBeGreaterThanOrEqual(43);
  });

  it('leaves one cookie, and its launch another in its place', async () => {
    const browser = door.newBrowser();
    const login = await openLogin(door.platform, browser);
    const answer = await finishLaunch(door.platform, browser, login);

    expect(cookiesLeftBy(login.answer)).toHaveLength(1);
    expect(cookiesLeftBy(answer)).toHaveLength(1);
    expect(answer.setCookies.map(({ name }) => name)).toContain(cookiesLeftBy(login.answer)[0]);
    expect(cookiesLeftBy(await arriveAs(door.platform, door.newBrowser()))).toEqual([]);
  });

  it.each(['GET', 'POST'] as const)(
    'by %s needs neither client_id nor lti_deployment_id',
    async (loginMethod) => {
      const answer = await launchAs(door.platform, door.newBrowser(), {
        loginMethod,
        loginFields: { client_id: undefined, lti_deployment_id: undefined },
      });

      expectAdmitted(answer);
    },
  );

  it('without lti_message_hint sends none on', async () => {
    const { answer } = await sendLogin(door.platform, door.newBrowser(), {
      loginFields: { lti_message_hint: undefined },
    });

    expect(answer.status).toBe(302);
    expect(answer.location?.searchParams.has('lti_message_hint')).toBe(false);
  });

  it('without client_id is refused where the issuer has several clients', async () => {
    const platform = await door.anotherPlatform();
    const second = platform.install(door.house.url);
    await door.house.registerPlatform({
      organizationName: 'Second Campus',
      ...platform.details(second),
    });

    const { answer } = await sendLogin(platform, door.newBrowser(), {
      loginFields: { client_id: undefined, lti_deployment_id: undefined },
    });

    expectRefused(answer, 'unknown_platform');
  });
});
