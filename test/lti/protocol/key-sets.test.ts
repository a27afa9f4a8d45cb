import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { finishLaunch, launchAs, openLogin } from '../../support/platform/launch.ts';
import type { TestPlatform } from '../../support/platform/platform.ts';
import { openDoor, type Door } from './door.ts';
import { expectAdmitted, expectRefused } from './expectations.ts';

const oneSecond = () =>
  new Promise((resolve) => {
    setTimeout(resolve, 1100);
  });

describe("a platform's key set", () => {
  let door: Door;
  let platform: TestPlatform;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());
  beforeEach(async () => {
    platform = await door.anotherPlatform();
  });

  const launch = () => launchAs(platform, door.newBrowser());

  /** Posts the launches all at once, each under a kid that the platform never had. */
  const flood = async (kidOf: () => string) => {
    const browsers = Array.from({ length: 30 }, () => door.newBrowser());
    const logins = await Promise.all(browsers.map((browser) => openLogin(platform, browser)));
    const changes = () => ({ header: { kid: kidOf() } });
    return Promise.all(
      logins.map((login, i) =>
        finishLaunch(platform, browsers[i] ?? door.newBrowser(), login, changes()),
      ),
    );
  };

  it('is read once for many launches', async () => {
    for (let i = 0; i < 5; i += 1) expectAdmitted(await launch());

    expect(platform.keySet.fetches).toBe(1);
  });

  it('is read once when many come at once to an unread one', async () => {
    const browsers = Array.from({ length: 8 }, () => door.newBrowser());
    const logins = await Promise.all(browsers.map((browser) => openLogin(platform, browser)));

    const answers = await Promise.all(
      logins.map((login, i) => finishLaunch(platform, browsers[i] ?? door.newBrowser(), login)),
    );

    for (const answer of answers) expectAdmitted(answer);
    expect(platform.keySet.fetches).toBe(1);
  });

  it('is read at most 3 times for 30 launches with unknown keys, and then for a new key', async () => {
    expectAdmitted(await launch());
    const before = platform.keySet.fetches;

    for (const answer of await flood(randomUUID)) expectRefused(answer, 'unknown_key');
    expect(platform.keySet.fetches - before).toBeLessThanOrEqual(3);

    platform.keySet.rotate();
    await oneSecond();
    expectAdmitted(await launch());
  });

  it('is read at most 3 times for 30 launches with unknown keys one after another', async () => {
    expectAdmitted(await launch());
    const before = platform.keySet.fetches;

    for (let i = 0; i < 30; i += 1) {
      const token = { header: { kid: randomUUID() } };
      expectRefused(await launchAs(platform, door.newBrowser(), { token }), 'unknown_key');
    }

    expect(platform.keySet.fetches - before).toBeLessThanOrEqual(3);
  });

  it('is read at most 3 times for 30 launches with one unknown key', async () => {
    expectAdmitted(await launch());
    const before = platform.keySet.fetches;

    for (const answer of await flood(() => 'always-the-same')) expectRefused(answer, 'unknown_key');

    expect(platform.keySet.fetches - before).toBeLessThanOrEqual(3);
  });

  it('is read again for a key that was rotated in a second after it was read', async () => {
    expectAdmitted(await launch());
    await oneSecond();

    platform.keySet.rotate();

    expectAdmitted(await launch());
  });

  it('no longer lets a withdrawn key in once the new set was read', async () => {
    expectAdmitted(await launch());
    const withdrawn = platform.keySet.current;
    await oneSecond();
    platform.keySet.rotate();
    expectAdmitted(await launch());

    const answer = await launchAs(platform, door.newBrowser(), { token: { key: withdrawn } });

    expectRefused(answer, 'unknown_key');
  });

  it.each(['drops', 'errors', 'nonsense'] as const)(
    'lets known keys in while its address %s',
    async (failure) => {
      expectAdmitted(await launch());
      platform.keySet.failure = failure;

      const unknown = await launchAs(platform, door.newBrowser(), {
        token: { header: { kid: 'new' } },
      });
      const known = await launch();

      expectRefused(unknown, 'unknown_key');
      expectAdmitted(known);
    },
  );

  it('lets known keys in while the platform refuses every connection', async () => {
    expectAdmitted(await launch());
    await platform.close();

    for (let i = 0; i < 3; i += 1) expectAdmitted(await launch());
  });

  it('lets the first launch in once its address answers again', async () => {
    platform.keySet.failure = 'errors';
    const early = await launch();
    platform.keySet.failure = undefined;
    await oneSecond();

    expect(early.status).toBeGreaterThanOrEqual(400);
    expect(early.location).toBeUndefined();
    expectAdmitted(await launch());
  });
});
