import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishLaunch, openLogin, postForm, readLogin } from '../../support/platform/launch.ts';
import { formOf } from '../../support/platform/pages.ts';
import { openDoor, type Door } from './door.ts';
import { cookiesLeftBy, expectAdmitted, expectAskedToOpenAgain } from './expectations.ts';

const evil = 'https://evil.test';

/** Login CSRF: an attacker's own, entirely honest launch is slipped to somebody else's browser. */
describe("a launch that another's browser began", () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  it('makes no session in a browser that began no login', async () => {
    const attack = await openLogin(door.platform, door.newBrowser());
    const victim = door.newBrowser();

    const answer = await finishLaunch(door.platform, victim, attack);

    expectAskedToOpenAgain(answer);
    expect(answer.body).not.toContain('id_token');
  });

  it('makes no session in a browser that has a login of its own under way', async () => {
    const attack = await openLogin(door.platform, door.newBrowser());
    const victim = door.newBrowser();
    const own = await openLogin(door.platform, victim);

    expectAskedToOpenAgain(await finishLaunch(door.platform, victim, attack));
    expectAdmitted(await finishLaunch(door.platform, victim, own));
  });

  it.each([{ target: '_parent' }, { target: 'storage_frame' }, { target: undefined }])(
    'makes no session when the attacker posts his own proof along, stored in $target',
    async ({ target }) => {
      const attacker = door.newBrowser();
      const attack = await openLogin(door.platform, attacker, {
        loginFields: { lti_storage_target: target },
      });
      // He may read his own cookies and his own storage.
      const proof = attack.answer.setCookies[0]?.value ?? '';
      const { action, fields } = door.platform.authorize(attack.authorizationUrl);

      for (const from of [evil, door.platform.origin, undefined]) {
        const victim = door.newBrowser();
        const answer = await victim.post(action, { ...fields, proof }, { from });

        expect(cookiesLeftBy(answer)).toEqual([]);
        expect(answer.location).toBeUndefined();
        expect(answer.body).not.toContain('data-session');
      }
    },
  );

  it('takes no cookie from the body or the address', async () => {
    const attack = await openLogin(door.platform, door.newBrowser());
    const [cookie] = attack.answer.setCookies;
    const form = door.platform.authorize(attack.authorizationUrl);
    const name = cookie?.name ?? '';
    const action = new URL(form.action);
    action.searchParams.set(name, cookie?.value ?? '');

    const answer = await door
      .newBrowser()
      .post(action, { ...form.fields, [name]: cookie?.value }, { from: door.platform.origin });

    expectAskedToOpenAgain(answer);
  });

  it('leaves the login to its owner', async () => {
    const browser = door.newBrowser();
    const login = await openLogin(door.platform, browser);
    await finishLaunch(door.platform, door.newBrowser(), login);

    expectAdmitted(await finishLaunch(door.platform, browser, login));
  });

  it('binds a login to its browser by a cookie that no page can read and another site can send', async () => {
    const { answer } = await openLogin(door.platform, door.newBrowser());

    expect(answer.setCookies).toEqual([
      expect.objectContaining({
        name: expect.stringMatching(/^__Host-/),
        value: expect.stringMatching(/^.{43,}$/),
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'none',
        partitioned: true,
        maxAge: 600,
      }),
    ]);
  });

  it('puts nothing of the cookie into the address', async () => {
    const { answer, authorizationUrl } = await openLogin(door.platform, door.newBrowser());

    expect(authorizationUrl.href).not.toContain(answer.setCookies[0]?.value);
  });

  it('leads a browser whose cookie was lost to a new tab, where the launch works', async () => {
    const framed = door.newBrowser();
    const login = await openLogin(door.platform, framed);
    const stuck = await finishLaunch(door.platform, door.newBrowser(), login);
    const form = formOf(stuck.body);
    const tab = framed.newTab();

    const url = new URL(form?.action ?? '', stuck.url);
    const again = readLogin(
      login.visit,
      await tab.post(url, form?.fields ?? {}, { from: url.origin }),
    );

    expect(again.state).not.toBe(login.state);
    expectAdmitted(
      await postForm(door.platform, tab, door.platform.authorize(again.authorizationUrl)),
    );
  });
});
