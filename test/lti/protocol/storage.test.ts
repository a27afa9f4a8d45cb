import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../support/platform/browser.ts';
import {
  finishLaunch,
  openLogin,
  postForm,
  type OpenLogin,
} from '../../support/platform/launch.ts';
import { formOf } from '../../support/platform/pages.ts';
import { openDoor, type Door } from './door.ts';
import {
  cookiesLeftBy,
  expectCarried,
  expectAdmitted,
  expectRefused,
  expectUsedUp,
} from './expectations.ts';

describe('a platform that offers storage', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  const open = (browser: Browser) =>
    openLogin(door.platform, browser, { loginFields: { lti_storage_target: '_parent' } });
  /** What the script of our own page sends once it has asked the storage. */
  const prove = (browser: Browser, login: OpenLogin, proof: string | undefined) => {
    const { action, fields } = door.platform.authorize(login.authorizationUrl);
    return browser.post(action, { ...fields, proof }, { from: door.house.url });
  };

  it('is asked to keep a secret that is in no address', async () => {
    const login = await open(door.newBrowser());

    expect(login.answer.status).toBe(200);
    expect(login.storage).toEqual({
      key: expect.stringMatching(/./),
      value: expect.stringMatching(/^.{43,}$/),
      target: '_parent',
      origin: door.platform.origin,
    });
    expect(login.authorizationUrl.href).not.toContain(login.storage?.value);
  });

  it('changes nothing for a browser that shows its cookie', async () => {
    const browser = door.newBrowser();

    expectAdmitted(await finishLaunch(door.platform, browser, await open(browser)));
  });

  it('lets a browser without cookies in that brings the secret back', async () => {
    const browser = Browser.withoutCookies(door.platform.origin);
    const login = await open(browser);
    const asked = await finishLaunch(door.platform, browser, login);

    expect(asked.location).toBeUndefined();
    expect(cookiesLeftBy(asked)).toEqual([]);
    const admitted = await prove(browser, login, login.storage?.value);

    const { token, destination } = expectCarried(admitted);
    const page = await browser.get(destination, {
      from: door.house.url,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(page.status).toBe(200);
    expect((await browser.get(destination, { from: door.house.url })).status).toBe(401);
  });

  it('asks again on a page that has everything the script needs', async () => {
    const browser = Browser.withoutCookies(door.platform.origin);
    const login = await open(browser);
    const form = door.platform.authorize(login.authorizationUrl);
    const asked = await postForm(door.platform, browser, form);

    expect(asked.body).toContain(login.storage?.key);
    expect(asked.body).not.toContain(login.storage?.value);
    expect(formOf(asked.body)?.fields).toMatchObject(form.fields);
  });

  it.each(['made-up', '', 'x'.repeat(10_000)])('refuses the secret %.10j', async (proof) => {
    const browser = Browser.withoutCookies(door.platform.origin);
    const login = await open(browser);
    const answer = await prove(browser, login, proof);

    expect(cookiesLeftBy(answer)).toEqual([]);
    expect(answer.location).toBeUndefined();
  });

  it('refuses the secret of another login', async () => {
    const browser = Browser.withoutCookies(door.platform.origin);
    const [mine, attack] = [await open(browser), await open(door.newBrowser())];

    const answer = await prove(browser, attack, mine.storage?.value);

    expectRefused(answer, 'wrong_browser');
  });

  it('refuses a secret that was used', async () => {
    const browser = Browser.withoutCookies(door.platform.origin);
    const login = await open(browser);
    expectCarried(await prove(browser, login, login.storage?.value));

    expectUsedUp(await prove(browser, login, login.storage?.value));
  });
});
