import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Browser } from '../../support/platform/browser.ts';
import { launchAs, type LaunchOptions } from '../../support/platform/launch.ts';
import { attributeOf, formOf } from '../../support/platform/pages.ts';
import { readDeepLinkingResponse } from '../../support/platform/tool-tokens.ts';
import { contentItems, deepLinkingData, lti } from '../../support/platform/vocabulary.ts';
import { openDoor, type Door } from './door.ts';
import { expectAdmitted, expectShown } from './expectations.ts';

describe('a deep linking request', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  const ask = (browser: Browser, options: LaunchOptions = {}) =>
    launchAs(door.platform, browser, { role: 'instructor', message: 'deep linking', ...options });

  /** Presses a button of the picker. */
  const press = (browser: Browser, picker: Answer, choice: string) => {
    const form = formOf(picker.body);
    const url = new URL(form?.action ?? '', picker.url);
    return browser.post(url, { ...form?.fields, choice }, { from: door.house.url });
  };
  const chosen = async (choice: string, options: LaunchOptions = {}) => {
    const browser = door.newBrowser();
    const answer = await press(browser, await ask(browser, options), choice);
    const form = formOf(answer.body);
    const jwt = form?.fields['JWT'] ?? '';
    const claims = await readDeepLinkingResponse(jwt, door.client, door.platform.issuer);
    return { form, answer, claims };
  };

  it('is answered with a page of ours', async () => {
    expectShown(await ask(door.newBrowser()));
  });

  it('sends what was chosen to the return URL, signed, with the data unchanged', async () => {
    const { form, claims } = await chosen('place');

    expect(form).toMatchObject({
      method: 'POST',
      action: `${door.platform.origin}/deep-linking/return`,
    });
    expect(claims).toMatchObject({
      [lti('message_type')]: 'LtiDeepLinkingResponse',
      [lti('version')]: '1.3.0',
      [lti('deployment_id')]: door.client.deploymentIds[0],
      [deepLinkingData]: 'opaque: hand back as it is',
      [contentItems]: [
        expect.objectContaining({
          type: 'ltiResourceLink',
          title: expect.stringMatching(/./),
          url: expect.stringContaining(door.house.url),
        }),
      ],
    });
  });

  it('sends no item when nothing was chosen', async () => {
    const { claims } = await chosen('cancel');

    expect(claims[contentItems]).toEqual([]);
  });

  it('sends no data when none came', async () => {
    const settings = {
      deep_link_return_url: `${door.platform.origin}/deep-linking/return?course=2&id=1`,
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['iframe'],
    };
    const { form, claims } = await chosen('place', {
      claims: { 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings': settings },
    });

    expect(form?.action).toBe(settings.deep_link_return_url);
    expect(claims).not.toHaveProperty([deepLinkingData]);
  });

  it('lets the page post to the return URL and be framed by the platform', async () => {
    const { answer } = await chosen('place');
    const policy = answer.headers['content-security-policy'];

    expect(policy).toMatch(new RegExp(`form-action [^;]*${door.platform.origin}(?:[ ;]|$)`));
    expect(policy).toMatch(new RegExp(`frame-ancestors [^;]*${door.platform.origin}(?:[ ;]|$)`));
  });

  it('places a link that launches', async () => {
    const { claims } = await chosen('place');
    const items = claims[contentItems];
    const [item] = Array.isArray(items) ? items : [];

    const answer = await launchAs(door.platform, door.newBrowser(), {
      targetLinkUri: String(item.url),
      claims: { [lti('custom')]: item.custom },
    });

    expectAdmitted(answer);
  });

  it("is answered by the session it came with, and by nobody else's", async () => {
    const [mine, other] = [door.newBrowser(), door.newBrowser()];
    const picker = await ask(mine);
    await ask(other);

    for (const browser of [other, door.newBrowser()]) {
      const answer = await press(browser, picker, 'place');

      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(attributeOf(answer.body, 'name')).not.toBe('JWT');
    }
  });

  it('takes no return URL but the one that was signed', async () => {
    const browser = door.newBrowser();
    const picker = await ask(browser);
    const form = formOf(picker.body);
    const altered = (form?.fields['request'] ?? '').replace(/.{6}$/, 'AAAAAA');

    const answer = await browser.post(
      new URL(form?.action ?? '', picker.url),
      { ...form?.fields, request: altered, choice: 'place' },
      { from: door.house.url },
    );

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});
