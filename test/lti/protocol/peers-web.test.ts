import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arriveAs, launchAs, openLogin, sendLogin } from '../../support/platform/launch.ts';
import { openDoor, type Door } from './door.ts';
import { cookiesLeftBy, expectAdmitted, sessionCookieOf } from './expectations.ts';

const evil = 'https://evil.test';

describe('what other tools give away on the way', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  it('asks for the answer on its own launch page, whatever the target_link_uri', async () => {
    const { answer } = await sendLogin(door.platform, door.newBrowser(), {
      targetLinkUri: `${evil}/x`,
    });

    expect(`${answer.headers.location ?? ''}${answer.body}`).not.toContain(
      'redirect_uri=https%3A%2F%2Fevil',
    );
    expect(answer.location?.searchParams.get('redirect_uri') ?? door.client.redirectUris[0]).toBe(
      door.client.redirectUris[0],
    );
  });

  it('asks for the answer on its launch page when the link leads deeper', async () => {
    const login = await openLogin(door.platform, door.newBrowser(), {
      targetLinkUri: `${door.house.url}/somewhere?activity=A`,
    });

    expect(login.authorizationUrl.searchParams.get('redirect_uri')).toBe(
      door.client.redirectUris[0],
    );
  });

  it.each([
    '//evil.test/x',
    '/\\evil.test/x',
    '/%2f%2fevil.test/x',
    '/..//evil.test',
    '/@evil.test',
  ])('leads a launch nowhere else for a target_link_uri that ends on %s', async (path) => {
    const target = {
      'https://purl.imsglobal.org/spec/lti/claim/target_link_uri': door.house.url + path,
    };
    const answer = await launchAs(door.platform, door.newBrowser(), { claims: target });

    expect(answer.location?.origin ?? door.house.url).toBe(door.house.url);
    expect(answer.headers.location ?? '/').toMatch(/^\/(?![/\\])/);
  });

  it('asks for the answer on its launch page whatever Host the request names', async () => {
    const { fields } = door.platform.visit(door.client);

    const answer = await door.newBrowser().post(door.client.loginUrl, fields, {
      from: door.platform.origin,
      headers: { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https' },
    });

    expect(answer.location?.searchParams.get('redirect_uri')).toBe(door.client.redirectUris[0]);
  });

  it.each(['/', '/lti/login', '/lti/jwks.json', '/lti/config.json', '/lti/launch/more', '/lti'])(
    'takes no id_token on %s',
    async (path) => {
      const browser = door.newBrowser();
      const { authorizationUrl } = await openLogin(door.platform, browser);
      const { fields } = door.platform.authorize(authorizationUrl);

      const answer = await browser.post(door.house.url + path, fields, {
        from: door.platform.origin,
      });

      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(cookiesLeftBy(answer)).toEqual([]);
    },
  );

  it('takes no id_token from the address of a GET', async () => {
    const browser = door.newBrowser();
    const { authorizationUrl } = await openLogin(door.platform, browser);
    const url = new URL('/lti/launch', door.house.url);
    for (const [name, value] of Object.entries(door.platform.authorize(authorizationUrl).fields)) {
      url.searchParams.set(name, value ?? '');
    }

    const answer = await browser.get(url, { from: door.platform.origin });

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(cookiesLeftBy(answer)).toEqual([]);
  });

  it.each(['GET', 'POST', 'OPTIONS'])(
    'lets no foreign script read what it answers to %s',
    async (method) => {
      const headers = { origin: evil, 'access-control-request-method': 'POST' };
      for (const path of ['/', '/lti/login', '/lti/launch', '/lti/config.json']) {
        const answer = await fetch(door.house.url + path, { method, headers, redirect: 'manual' });
        const granted = [...answer.headers.keys()].filter((name) =>
          name.startsWith('access-control-'),
        );

        expect(granted).toEqual([]);
      }
    },
  );

  it('lets no foreign script read a page of a session', async () => {
    const browser = door.newBrowser();
    const page = await arriveAs(door.platform, browser);

    const again = await browser.get(page.url, { from: evil, headers: { origin: evil } });

    const granted = Object.keys(again.headers).filter((name) => name.startsWith('access-control-'));
    expect(granted).toEqual([]);
  });

  it('keeps the session out of every address and every page', async () => {
    const browser = door.newBrowser();
    const answer = await launchAs(door.platform, browser);
    const session = sessionCookieOf(answer)?.value ?? '';
    const page = await browser.follow(answer, { from: door.platform.origin });
    const addresses = [...page.body.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, to]) => to);

    expectAdmitted(answer);
    expect(page.status).toBe(200);
    for (const address of [answer.location?.href, page.url.href, ...addresses]) {
      expect(address).not.toContain(session);
      expect(address).not.toMatch(/[?&](?:session|token|ltik|state|nonce|id_token)=/);
    }
  });

  it('gives no page to somebody who has an address but no session', async () => {
    const page = await arriveAs(door.platform, door.newBrowser());

    const stranger = await door.newBrowser().get(page.url);

    expect(stranger.body).not.toContain('Tutors');
  });

  it('says nothing that a cache or another site could keep of a launch', async () => {
    const login = await openLogin(door.platform, door.newBrowser());
    const answer = await launchAs(door.platform, door.newBrowser());

    for (const { headers } of [login.answer, answer]) {
      expect(headers['cache-control']).toContain('no-store');
    }
  });

  it('shows its key set to anybody, with public halves alone', async () => {
    const answer = await fetch(door.client.keySetUrl);
    const text = await answer.text();

    expect(answer.status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      keys: expect.arrayContaining([
        expect.objectContaining({ kty: 'RSA', alg: 'RS256', use: 'sig', kid: expect.any(String) }),
      ]),
    });
    expect(text).not.toMatch(/"(?:d|p|q|dp|dq|qi)":/);
  });
});
