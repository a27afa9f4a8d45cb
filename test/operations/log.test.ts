import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { z } from 'zod';
import { PlatformUnreachable } from '../../src/errors.ts';
import { createLog } from '../../src/web/index.ts';
import { Browser } from '../support/platform/browser.ts';
import { finishLaunch, launchAs, openLogin, postForm } from '../support/platform/launch.ts';
import { ana, ben, tutors } from '../support/platform/launch-claims.ts';
import { openWorld, type World } from '../support/world.ts';

const Line = z.looseObject({ level: z.number(), time: z.number() });

/** Everything that was sent and answered, to be looked for in the log. */
const secrets = new Set<string>();
let world: World;
let home: string;
let thread: string;
let lines: string[];

function remember(...values: (string | undefined)[]): void {
  for (const value of values) if (value && value.length > 2) secrets.add(value);
}

async function talk(): Promise<void> {
  const visitor = await world.ben();
  const form = await visitor.get(`${home}/threads/new`);
  remember(/name="_token" value="([^"]+)"/.exec(form.body)?.[1]);
  const words = { kind: 'question', title: 'Zwetschgen marking', body: 'Pflaumenmus in drafts' };
  const asked = await visitor.press(form, `${home}/threads`, words);
  thread = asked.location?.pathname ?? '';
  const page = await visitor.get(thread);
  await visitor.press(page, `${thread}/posts`, { body: 'Holunder in reply' });
  await visitor.press(page, `${thread}/posts`, { body: `Kirschkern ${'x'.repeat(40_000)}` });
  await visitor.press(page, `${thread}/posts`, { body: `Sauerkirsch\u0000${ben.email}` });
  await visitor.press(page, `${thread}/posts`, { body: 'Mirabellen', _token: 'forged' });
  await visitor.get(`${home}/threads?after=Quitten`);
  await visitor.get('/nowhere/at/Reneklode');
}

async function cookies(): Promise<void> {
  const browser = Browser.inFrameOf(world.platform.origin);
  const login = await openLogin(world.platform, browser, { person: ben });
  const answer = await finishLaunch(world.platform, browser, login);
  const kept = [...login.answer.setCookies, ...answer.setCookies];
  remember(...kept.map(({ value }) => value));
}

async function refusedLaunches(): Promise<void> {
  const { platform } = world;
  const browser = Browser.inFrameOf(platform.origin);
  for (const claims of [{ aud: 'Stachelbeere' }, { nonce: 'Johannisbeere' }, { sub: 7 }])
    await launchAs(platform, browser, { person: ben, token: { claims } });
  const login = await openLogin(platform, browser, { person: ben });
  remember(login.state, login.nonce, login.visit.loginHint);
  const prose = `${ben.given} ${ben.family} <${ben.email}> may not enter`;
  const form = platform.refuse(login.authorizationUrl, 'access_denied', prose);
  await postForm(platform, browser, form);
  const garbled = { action: form.action, fields: { state: 'Brombeere', id_token: 'Himbeere' } };
  await postForm(platform, browser, garbled);
}

async function registration(): Promise<void> {
  const { house, platform } = world;
  const invitation = await house.invite('Heidelbeere College');
  remember(new URL(invitation).pathname.split('/').at(-1));
  const token = platform.offerRegistration();
  remember(token);
  const browser = Browser.inFrameOf(platform.origin).newTab();
  await browser.get(platform.registrationUrl(invitation, token));
  await browser.get(platform.registrationUrl(invitation, platform.offerRegistration()));
  await browser.get(platform.registrationUrl(`${invitation}x`, token));
}

async function failure(): Promise<void> {
  const visitor = await world.ana();
  const form = await visitor.get(thread);
  await world.house.database.close();
  await visitor.press(form, `${thread}/posts`, { body: 'Preiselbeere at the wrong moment' });
}

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  await talk();
  await cookies();
  await refusedLaunches();
  await registration();
  await failure();
  lines = world.house.logged().trimEnd().split('\n');
}, 120_000);

afterAll(() => world.close());

describe('the log of a whole story', () => {
  it('tells the story: one JSON object a line, each request with an id', () => {
    const told = lines.map((line) => Line.parse(JSON.parse(line)));

    expect(told.length).toBeGreaterThan(40);
    const requests = told.filter((line) => 'method' in line);
    expect(requests.length).toBeGreaterThan(25);
    for (const { reference } of requests) expect(reference).toMatch(/^[0-9a-f]{10}$/);
    const statuses = new Set(requests.map(({ status }) => status));
    expect([...statuses]).toEqual(expect.arrayContaining([200, 303, 400, 404, 409, 422, 500]));
    const refusals = told.flatMap(({ launchCode }) => (launchCode ? [launchCode] : []));
    expect(refusals).toEqual(
      expect.arrayContaining(['wrong_audience', 'platform_error', 'unusable_invitation']),
    );
  });

  it.each([
    ['names', [ana.given, ana.family, ben.given, ben.family, 'Heidelbeere', tutors.title]],
    ['mail addresses', [ana.email, ben.email, 'lms.test']],
    ['what people wrote', ['Zwetschgen', 'Pflaumenmus', 'Holunder', 'Kirschkern', 'Sauerkirsch']],
    ['what they failed to send', ['Mirabellen', 'Preiselbeere', 'drafts']],
    ['addresses of pages', ['Quitten', 'Reneklode', '/nowhere', '?after']],
    ['what platforms sent', ['Stachelbeere', 'Johannisbeere', 'Brombeere', 'Himbeere', 'may not']],
    ['tokens by their look', ['eyJ', 'Bearer', '__Host', 'id_token=']],
    ['who people are to the platform', [ana.sub, ben.sub]],
  ])('keeps %s to itself', (_, words) => {
    const telling = lines.filter((line) => words.some((word) => line.includes(word)));
    expect(telling).toEqual([]);
  });

  it('keeps every secret of the story to itself', () => {
    expect(secrets.size).toBeGreaterThan(6);
    const found = [...secrets].filter((secret) => lines.some((line) => line.includes(secret)));
    expect(found).toEqual([]);
  });

  it('names communities and threads by pattern only', () => {
    const ids = [home, thread].flatMap((path) => path.match(/[0-9a-f-]{36}/g) ?? []);
    expect(ids.length).toBeGreaterThan(1);
    expect(lines.filter((line) => ids.some((id) => line.includes(id)))).toEqual([]);
  });
});

describe('an error in the log', () => {
  function logged(error: unknown): string {
    let text = '';
    createLog('info', { write: (line: string) => (text += line) }).error({ err: error }, 'failed');
    return text;
  }

  it('says where in the database it happened, and nothing of the row', () => {
    const error = new pg.DatabaseError('duplicate key value in "Ben Okafor"', 0, 'error');
    error.detail = 'Key (email)=(ben@lms.test) already exists.';
    error.code = '23505';
    error.constraint = 'persons_pkey';

    const text = logged(error);

    expect(text).toContain('"code":"23505","constraint":"persons_pkey"');
    expect(text).toContain('duplicate key value in');
    expect(text).not.toMatch(/Ben|lms\.test/);
  });

  it('says what caused it, without the words a parser quotes', () => {
    let cause: unknown;
    try {
      JSON.parse('{"name": Ben Okafor}');
    } catch (error) {
      cause = error;
    }

    const text = logged(new PlatformUnreachable('lms.example answered oddly', { cause }));

    expect(text).toContain('lms.example answered oddly');
    expect(text).toContain('"type":"SyntaxError"');
    expect(text).not.toContain('Ben');
  });

  it('shortens an address to where it leads, and leaves ids whole', () => {
    const id = '0193b0c4-1111-7222-8333-444455556666';
    const text = logged(new Error(`No ${id} at https://lms.example/course/9?user=ben for a@b.org`));

    expect(text).toContain(`No ${id} at https://lms.example for …`);
  });
});
