import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ben, tutors } from '../support/platform/launch-claims.ts';
import { lti } from '../support/platform/vocabulary.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
});
afterAll(() => world.close());

/** Ben by way of an LMS that speaks this language and says this zone. */
const comes = (locale: string, timeZone?: string) =>
  world.launch({
    person: ben,
    role: 'learner',
    course: tutors,
    locale,
    ...(timeZone && { claims: { [lti('custom')]: { person_time_zone: timeZone } } }),
  });

async function choose(visitor: Visitor, choice: { language: string; timeZone: string }) {
  return visitor.press(await visitor.get('/me'), '/me', choice);
}

const languageOf = async (visitor: Visitor) =>
  / lang="(\w+)"/.exec((await visitor.get(home)).body)?.[1];

/** The one moment that every charter shows: when it was put in place. */
async function timeShownTo(visitor: Visitor): Promise<string | undefined> {
  const { body } = await visitor.get(`${home}/charter`);
  return /<time[^>]*>([^<]+)<\/time>/.exec(body)?.[1];
}

describe("a person's own settings", () => {
  it('are the LMS’s until they choose', async () => {
    const visitor = await comes('es', 'Asia/Tokyo');

    expect(await languageOf(visitor)).toBe('es');
    expect(await timeShownTo(visitor)).toMatch(/ GMT\+9$/);
  });

  it.each([
    ['Asia/Kolkata', 'GMT+5:30'],
    ['Asia/Calcutta', 'GMT+5:30'],
    ['99', 'UTC'],
  ])('know the zone %s of an LMS as %s', async (timeZone, shown) => {
    expect(await timeShownTo(await comes('en', timeZone))).toContain(shown);
  });

  it('hold from the next page on and at every launch, whatever the LMS says', async () => {
    const visitor = await comes('de');
    const saved = await choose(visitor, { language: 'fr', timeZone: 'Asia/Tokyo' });
    expect(saved.status).toBe(303);

    expect(await languageOf(visitor)).toBe('fr');
    expect(await languageOf(await comes('es'))).toBe('fr');
  });

  it('show every time in the zone of their choice, and name it', async () => {
    const visitor = await comes('en');
    await choose(visitor, { language: 'en', timeZone: 'Asia/Tokyo' });
    expect(await timeShownTo(visitor)).toMatch(/ GMT\+9$/);

    await choose(visitor, { language: 'en', timeZone: 'Asia/Kathmandu' });
    expect(await timeShownTo(await comes('en'))).toMatch(/ GMT\+5:45$/);
  });

  it('are the LMS’s again when they choose nothing', async () => {
    const visitor = await comes('de');
    await choose(visitor, { language: '', timeZone: '' });

    expect(await languageOf(visitor)).toBe('de');
    expect(await timeShownTo(visitor)).toMatch(/ UTC$/);
  });
});
