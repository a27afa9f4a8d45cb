import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asyncProperty, assert, constantFrom, type IAsyncProperty } from 'fast-check';
import type { Answer } from '../../support/platform/browser.ts';
import { launchAs, sendLogin } from '../../support/platform/launch.ts';
import { bounds, claims, headers, loginFields, partOfClaim, text } from './arbitraries.ts';
import { openDoor, type Door } from './door.ts';

describe('whatever a platform sends', () => {
  let door: Door;
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  const launchWith = async (changes: Record<string, unknown>) => {
    const browser = door.newBrowser();
    const answer = await launchAs(door.platform, browser, { token: { claims: changes } });
    expectAnswered(answer);
    // 200 is the picker's page, or the one that offers a tab.
    expect([200, 303].includes(answer.status) || answer.status >= 400).toBe(true);
    // What was let in must also be fit to be shown.
    if (answer.status === 303 && answer.location?.origin === door.house.url) {
      expectAnswered(await browser.follow(answer, { from: door.platform.origin }));
    }
  };

  it('is answered when claims hold anything at all', async () => {
    await expectAlways(asyncProperty(claims, launchWith));
  });

  it('is answered when a part of a claim holds any text', async () => {
    await expectAlways(
      asyncProperty(partOfClaim, ([[name, parts], which, replacement]) => {
        const keys = Object.keys(parts);
        return launchWith({ [name]: { ...parts, [keys[which % keys.length] ?? '']: replacement } });
      }),
    );
  });

  it('is answered when a header holds anything at all', async () => {
    await expectAlways(
      asyncProperty(headers, async (changes) => {
        expectAnswered(
          await launchAs(door.platform, door.newBrowser(), { token: { header: changes } }),
        );
      }),
    );
  });

  it('is answered when the token is any text', async () => {
    await expectAlways(
      asyncProperty(text, async (token) => {
        const edit = () => token;
        expectAnswered(await launchAs(door.platform, door.newBrowser(), { token: { edit } }));
      }),
    );
  });

  it('is answered when a login holds any text', async () => {
    await expectAlways(
      asyncProperty(loginFields, constantFrom('GET', 'POST'), async (changes, loginMethod) => {
        const { answer } = await sendLogin(door.platform, door.newBrowser(), {
          loginFields: changes,
          loginMethod,
        });
        expectAnswered(answer);
      }),
    );
  });
});

/** In by a redirect of ours, or a page that says no. Never a crash. */
function expectAnswered({ status, headers, body }: Answer): void {
  expect(status === 500 ? body : status).toBe(status);
  expect(status).toBeLessThan(500);
  expect(body).not.toContain('onerror=alert(1)>');
  // No page repeats the token it was sent.
  expect(body).not.toContain('eyJ0eXAi');
  expect(JSON.stringify(headers)).not.toContain('"x=y');
}

async function expectAlways<T>(property: IAsyncProperty<T>): Promise<void> {
  await assert(property, bounds);
}
