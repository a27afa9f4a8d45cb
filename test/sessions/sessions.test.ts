import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v4 } from 'uuid';
import { ana, ben, nurses, tutors } from '../support/platform/launch-claims.ts';
import { openWorld, type World } from '../support/world.ts';

const minute = 60_000;
let world: World;
let elapsedMs = 0;

beforeAll(async () => {
  world = await openWorld({
    now: () => new Date(Date.now() + elapsedMs),
    sessionIdleMs: 120 * minute,
    sessionMaxMs: 720 * minute,
  });
  await world.community();
});

afterAll(() => world.close());

/** Lets time pass for what follows, and takes it back afterwards. */
async function later(minutes: number, work: () => Promise<void>): Promise<void> {
  elapsedMs += minutes * minute;
  try {
    await work();
  } finally {
    elapsedMs -= minutes * minute;
  }
}

describe('a session', () => {
  it('lasts as long as it is used', async () => {
    const home = await world.community();
    const visitor = await world.ben();
    await later(100, async () => {
      expect((await visitor.get(home)).status).toBe(200);
      await later(100, async () => expect((await visitor.get(home)).status).toBe(200));
    });
  });

  it('ends after two hours without a visit', async () => {
    const home = await world.community();
    const visitor = await world.ben();
    await later(121, async () => expect((await visitor.get(home)).status).toBe(401));
  });

  it('ends after twelve hours however busy it was', async () => {
    const home = await world.community();
    const visitor = await world.ben();
    for (let hours = 1; hours < 12; hours += 1) {
      await later(hours * 60, async () => expect((await visitor.get(home)).status).toBe(200));
    }
    await later(721, async () => expect((await visitor.get(home)).status).toBe(401));
  });

  it('is kept in the database only as a hash of its token', async () => {
    const { browser, arrived } = await world.ben();
    const organizations = await world.house.database.atTheDoor((tx) =>
      tx.selectFrom('sessions').select('tokenHash').execute(),
    );
    const cookie = await browser.get(arrived.url);
    expect(cookie.status).toBe(200);
    expect(organizations.length).toBeGreaterThan(0);
    expect(JSON.stringify(organizations)).not.toMatch(/__Host/);
  });
});

describe('two people in one browser', () => {
  it('cannot post in each other’s name from a page that was left open', async () => {
    const home = await world.community();
    const first = await world.ana();
    const page = await first.get(`${home}/threads/new`);
    const second = await world.launch(
      { person: ben, role: 'learner', course: tutors },
      first.browser,
    );

    const answer = await second.press(page, `${home}/threads`, {
      kind: 'question',
      title: 'Whose is this?',
      body: 'Written by Ana, sent as Ben',
    });

    expect(answer.status).toBe(409);
    expect(answer.body).toContain('Written by Ana, sent as Ben');
    expect((await second.get(`${home}/threads`)).body).not.toContain('Whose is this?');
  });
});

describe('one person in two courses', () => {
  it('keeps posting in the community of the page, whichever launch came last', async () => {
    const home = await world.community();
    const first = await world.ana();
    const page = await first.get(`${home}/threads/new`);
    await world.launch({ person: ana, role: 'instructor', course: nurses }, first.browser);

    const answer = await first.press(page, `${home}/threads`, {
      kind: 'discussion',
      title: 'From the older tab',
      body: 'Still in Tutors',
    });

    expect(answer.status).toBe(303);
    expect(answer.location?.pathname).toContain(home);
  });
});

describe('a write', () => {
  it('is refused when another site’s page sends it', async () => {
    const home = await world.community();
    const visitor = await world.ben();
    const page = await visitor.get(`${home}/threads/new`);
    const token = /name="_token" value="([^"]+)"/.exec(page.body)?.[1];

    const answer = await visitor.browser.post(
      new URL(`${home}/threads`, world.house.url),
      { _token: token, _key: v4(), kind: 'question', title: 'Forged', body: 'Forged' },
      { from: 'https://evil.test' },
    );

    expect(answer.status).toBe(403);
  });
});

describe('the log', () => {
  it('names nobody and holds no token, address of a page or word of a form', async () => {
    const home = await world.community();
    const visitor = await world.ben();
    const page = await visitor.get(`${home}/threads/new`);
    await visitor.press(page, `${home}/threads`, {
      kind: 'question',
      title: '',
      body: 'Private words',
    });

    const log = world.house.logged();

    expect(log).toContain('"route"');
    for (const secret of ['Ben', 'Okafor', 'ben@lms.test', 'Private words', 'eyJ', home]) {
      expect(log).not.toContain(secret);
    }
  });
});
