import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchAs, sendLogin } from '../../support/platform/launch.ts';
import { openDoor, type Door } from './door.ts';
import { expectRefused } from './expectations.ts';

describe('/lti/login with a login that is known to be bad', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  describe.each(['GET', 'POST'] as const)('by %s', (loginMethod) => {
    it.each([
      { what: 'without iss', code: 'invalid_login', fields: { iss: undefined } },
      { what: 'without login_hint', code: 'invalid_login', fields: { login_hint: undefined } },
      {
        what: 'without target_link_uri',
        code: 'invalid_login',
        fields: { target_link_uri: undefined },
      },
      { what: 'with an empty iss', code: 'invalid_login', fields: { iss: '' } },
      {
        what: 'of an unknown issuer',
        code: 'unknown_platform',
        fields: { iss: 'https://other.test' },
      },
      { what: 'of an unknown client', code: 'unknown_platform', fields: { client_id: 'other' } },
    ])('refuses a login $what', async ({ code, fields }) => {
      const { answer } = await sendLogin(door.platform, door.newBrowser(), {
        loginMethod,
        loginFields: fields,
      });

      expectRefused(answer, code);
    });

    it('refuses a login that says iss twice', async () => {
      const { visit, fields } = door.platform.visit(door.client);
      const form = new URLSearchParams({ ...fields, login_hint: visit.loginHint });
      form.append('iss', 'https://other.test');
      const url = new URL(door.client.loginUrl);
      if (loginMethod === 'GET') url.search = form.toString();

      const answer = await fetch(url, {
        method: loginMethod,
        redirect: 'manual',
        ...(loginMethod === 'POST' ? { body: form } : {}),
      });

      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    });
  });

  it.each([
    'https://evil.test/x',
    '//evil.test/x',
    'javascript:alert(1)',
    'http://localhost.evil.test/',
    'http://localhost@evil.test/',
  ])('leads nobody to %s', async (targetLinkUri) => {
    const { answer } = await sendLogin(door.platform, door.newBrowser(), { targetLinkUri });

    expectRefused(answer, 'invalid_login');
  });

  it.each(['https://evil.test/x', '//evil.test/x', 'javascript:alert(1)', 'not a url'])(
    'refuses a token that would lead to %s',
    async (target) => {
      const answer = await launchAs(door.platform, door.newBrowser(), {
        claims: { 'https://purl.imsglobal.org/spec/lti/claim/target_link_uri': target },
      });

      expectRefused(answer, 'bad_claim');
    },
  );
});
