import { afterAll, beforeAll, expect, it } from 'vitest';
import { ana } from '../support/platform/launch-claims.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let home: string;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
});

afterAll(() => world.close());

/** The membership page of somebody whose LMS names this locale. */
async function pageIn(locale: string, languages = 'en-US,en;q=0.9'): Promise<string> {
  const visitor = await world.launch({ person: ana, role: 'instructor', locale });
  const url = new URL(`${home}/membership`, world.house.url);
  return (await visitor.browser.speaking(languages).get(url)).body;
}

const dayIn = (page: string) => /data-day>([^<]+)</.exec(page)?.[1];
const localeIn = (page: string) => /<body data-locale="([^"]+)"/.exec(page)?.[1];

it.each([
  ['en-GB', /^\d{1,2} \w+ \d{4}$/],
  ['en_au', /^\d{1,2} \w+ \d{4}$/],
  ['en-US', /^\w+ \d{1,2}, \d{4}$/],
  ['de-AT', /^\d{2}\.\d{2}\.\d{4}$/],
  ['zh-Hant-TW', /^\d{4}年\d{1,2}月\d{1,2}日$/],
])('a date is written as in the region that the launch names: %s', async (locale, form) => {
  expect(dayIn(await pageIn(locale))).toMatch(form);
});

it('without a region in the launch, the browser’s own is taken if it speaks the language', async () => {
  expect(localeIn(await pageIn('en', 'de-DE,en-NZ;q=0.8,en-US;q=0.5'))).toBe('en-NZ');
  expect(localeIn(await pageIn('fr', 'en-GB'))).toBe('fr');
});

it('the words of the page stay those of its language', async () => {
  const page = await pageIn('en-GB');
  expect(page).toContain('<html lang="en"');
  expect(page).toContain('You lead this community');
});

it.each(['en-XX', 'en_us_k12', 'en-GB-x-company', 'en-GB-u-ca-buddhist', 'de_comm', '-', 'en-'])(
  'what a platform makes up does no harm: %s',
  async (locale) => {
    expect(localeIn(await pageIn(locale))).toMatch(/^(en|en-US|en-GB|de)$/);
  },
);
