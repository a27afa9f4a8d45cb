import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import request from 'supertest';
import { v4 } from 'uuid';
import { Browser, type Answer } from '../support/platform/browser.ts';
import { launchAs } from '../support/platform/launch.ts';
import { TestPlatform } from '../support/platform/platform.ts';
import { openHouse } from '../support/house.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;

beforeAll(async () => {
  world = await openWorld({ limits: { writesPerPerson: 5, readsPerSession: 12 } });
  home = await world.community();
});

afterAll(() => world.close());

function ask(who: Visitor, form: Answer, title: string): Promise<Answer> {
  const fields = { kind: 'question', title, body: 'Words I would hate to lose', _key: v4() };
  return who.press(form, `${home}/threads`, fields);
}

const retryAfter = (answer: Answer) => Number(answer.headers['retry-after']);

describe('a person who writes faster than anybody types', () => {
  it('is asked to wait, and keeps what was typed', async () => {
    const ben = await world.ben();
    const form = await ben.get(`${home}/threads/new`);
    const answers: Answer[] = [];
    for (let count = 1; count <= 6; count += 1) answers.push(await ask(ben, form, `No ${count}`));

    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303, 429]);
    const refused = answers.at(-1);
    expect(refused?.body).toContain('That is faster than we can follow');
    expect(refused?.body).toContain('Words I would hate to lose');
    expect(refused && retryAfter(refused)).toBeGreaterThan(0);
    expect(refused && retryAfter(refused)).toBeLessThanOrEqual(60);
    const list = await ben.get(`${home}/threads`);
    expect(list.body).not.toContain('No 6');
  });

  it('is the same person in another session, and is not another person', async () => {
    const [again, cleo] = [await world.ben(), await world.ana()];

    expect((await ask(again, await again.get(`${home}/threads/new`), 'Again')).status).toBe(429);
    expect((await ask(cleo, await cleo.get(`${home}/threads/new`), 'Mine')).status).toBe(303);
  });
});

describe('a session that reads faster than anybody reads', () => {
  it('is asked to wait, while another session of the person goes on', async () => {
    const [one, other] = [await world.cleo(), await world.cleo()];
    const statuses: number[] = [];
    for (let count = 0; count < 14; count += 1) statuses.push((await one.get('/')).status);

    expect(statuses.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(statuses.at(-1)).toBe(429);
    expect((await other.get('/')).status).toBe(200);
  });
});

describe('a platform in a hurry', () => {
  it('uses up its own launches and nobody else’s', async () => {
    const busy = await openWorld({ limits: { launchesPerPlatform: 2 } });
    const other = await TestPlatform.start();
    const client = other.install(busy.house.url);
    await busy.house.registerPlatform({ organizationName: 'Elsewhere', ...other.details(client) });
    const launch = (platform: TestPlatform) =>
      launchAs(platform, Browser.inFrameOf(platform.origin));

    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await launch(busy.platform)).status);
    const forged = await launchAs(other, Browser.inFrameOf(other.origin), {
      token: { claims: { aud: 'someone-else' } },
    });

    expect(statuses).toEqual([303, 303, 429]);
    expect(forged.status).toBe(400);
    expect((await launch(other)).status).toBe(303);
    await other.close();
    await busy.close();
  });
});

describe('an address that knocks too often', () => {
  it('waits at the login, and at the registration', async () => {
    const house = await openHouse({ limits: { loginsPerAddress: 3, registrationsPerAddress: 30 } });
    const knock = (path: string) => request(house.url).get(path);
    const logins = [];
    for (let count = 0; count < 4; count += 1) logins.push((await knock('/lti/login')).status);
    const guesses = [];
    for (let count = 0; count < 31; count += 1)
      guesses.push((await knock(`/lti/register/guess-${count}`)).status);

    expect(logins).toEqual([400, 400, 400, 429]);
    expect(guesses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 400));
    expect(guesses.at(-1)).toBe(429);
    await house.close();
  });
});
