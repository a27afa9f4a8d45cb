import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { tryCookies } from '../support/browser/cookie-control.ts';
import type { CookieMode } from '../support/browser/cookie-modes.ts';
import { openActivity, seats, toolFrame, type Seat } from '../support/browser/demo-activities.ts';
import {
  answer,
  ask,
  english,
  expectPage,
  openTalk,
  postSaying,
  setUpCommunity,
  titleOf,
  wishes,
} from '../support/browser/guildhall-pages.ts';
import { openCookieDroppingProxy } from '../support/browser/cookie-dropping-proxy.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import type { Listening } from '../support/browser/listen.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';
import { watch, type Watch } from '../support/browser/watch.ts';
import { wordsIn, type Words } from '../support/browser/words.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { context, close } = await openBrowser();
  for (const seat of [seats.amaraInNursing, seats.kenjiInCare]) {
    await setUpCommunity((await openActivity(context, stage.lms, seat)).frame);
  }
  await close();
});
afterAll(() => stage.close());

const nothing = { plain: false, partitioned: false, sessionStorage: false };
const everything = { plain: true, partitioned: true, sessionStorage: true };
const onlyPartitioned = { ...nothing, partitioned: true };

/** Each one has a title of its own. */
let questions = 0;

/** Her LMS speaks French with her, and so do we. */
const fatima = { name: 'Fatima Zahra El Idrissi', words: wordsIn('fr') };

/** Everything a person does once they are in, and the way back. */
async function expectToTakePart(
  page: Page,
  frame: Frame,
  { name, words = english }: { name: string; words?: Words },
): Promise<void> {
  questions += 1;
  const title = `Question ${questions} of ${name}`;
  await expectPage(frame, wishes.name);

  await ask(frame, title, 'I write it on *paper* first.', words);
  expect(await postSaying(frame, 'paper').getAttribute('aria-label')).toBe(name);
  await answer(frame, 'And then I read it aloud.', words);
  expect(await postSaying(frame, 'aloud').getAttribute('aria-label')).toBe(name);

  await openTalk(frame, words);
  await frame.getByRole('link', { name: title }).click();
  await expectPage(frame, title);
  await page.evaluate('history.back()');
  await expectPage(frame, words('talk.title'));
  await frame.getByRole('link', { name: title }).waitFor();
}

/** A frame's own "Reload", which asks for the address it is at. */
async function reload(frame: Frame): Promise<void> {
  await frame.evaluate('location.reload()');
}

function inBrowser(cookies: CookieMode) {
  const its: { context: BrowserContext; watch: Watch } = Object.create(null);
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser({ cookies });
    its.context = browser.context;
    its.watch = watch(browser.context);
  });
  afterAll(() => browser.close());
  return its;
}

async function opensNewTab(
  context: BrowserContext,
  seat: Seat,
): Promise<{ page: Page; tab: Page }> {
  const { page, frame } = await openActivity(context, stage.lms, seat);
  // Nobody is known yet, so the page speaks the browser's language.
  await expectPage(frame, english('launch.newTab.title'));
  const opened = context.waitForEvent('page');
  await frame.getByRole('button', { name: english('launch.newTab.open') }).click();
  return { page, tab: await opened };
}

describe.each<{ cookies: CookieMode; embedded: typeof nothing }>([
  { cookies: 'normal', embedded: everything },
  { cookies: 'third-party-blocked', embedded: onlyPartitioned },
])('the way in by a partitioned cookie, cookies $cookies', ({ cookies, embedded }) => {
  const its = inBrowser(cookies);

  it('is tried in a browser that really is so', async () => {
    expect(await tryCookies(its.context)).toEqual({ embedded, alone: everything });
  });

  it.each([
    { seat: seats.linhInNursing, name: 'Linh Trần', words: english },
    { seat: seats.fatimaInCare, ...fatima },
  ])('lets $name in at $seat.site, to take part and go back and reload', async (person) => {
    const { page, frame } = await openActivity(its.context, stage.lms, person.seat);
    await expectToTakePart(page, frame, person);
    await reload(frame);
    await expectPage(frame, person.words('talk.title'));
    await page.close();
  });

  it('puts no secret into an address', async () => {
    expect(await its.watch.leaks()).toEqual([]);
    expect(new Set(its.watch.secrets.values())).toEqual(
      new Set(['id_token', '__Host-login', '__Host-session']),
    );
    expect(its.watch.addresses.size).toBeGreaterThan(10);
  });
});

describe('the way in by platform storage, all cookies blocked', () => {
  const its = inBrowser('all-blocked');

  it('is tried in a browser that really is so', async () => {
    expect(await tryCookies(its.context)).toEqual({ embedded: nothing, alone: nothing });
  });

  it('lets a learner in at northfield, to take part and go back', async () => {
    const { page, frame } = await openActivity(its.context, stage.lms, seats.yusufInNursing);
    await expectToTakePart(page, frame, { name: 'Yusuf Demir' });
    await page.close();
  });

  it('says how to reopen after a full reload, and opens again from the course', async () => {
    const { page, frame } = await openActivity(its.context, stage.lms, seats.yusufInNursing);
    await expectPage(frame, wishes.name);
    await openTalk(frame);
    await reload(frame);
    await expectPage(frame, 'Open it again from your course');
    expect(await titleOf(frame).count()).toBe(1);
    await page.reload();
    await expectPage(await toolFrame(page), wishes.name);
    await page.close();
  });

  it('puts no secret into an address', async () => {
    expect(await its.watch.leaks()).toEqual([]);
    expect(new Set(its.watch.secrets.values())).toEqual(
      new Set(['id_token', 'proof', 'carried session']),
    );
  });
});

describe('the way in by a new tab, cookies blocked in the frame only', () => {
  const its = inBrowser('blocked-when-embedded');

  it('is tried in a browser that really is so', async () => {
    expect(await tryCookies(its.context)).toEqual({ embedded: nothing, alone: everything });
  });

  it('lets a learner in at harbour, to take part and go back and reload', async () => {
    const { page, tab } = await opensNewTab(its.context, seats.fatimaInCare);
    await expectToTakePart(tab, tab.mainFrame(), fatima);
    await tab.reload();
    await expectPage(tab.mainFrame(), fatima.words('talk.title'));
    await tab.close();
    await expectPage(await toolFrame(page), 'This opens in its own tab');
    await page.close();
  });

  it('puts no secret into an address', async () => {
    expect(await its.watch.leaks()).toEqual([]);
    expect([...its.watch.secrets.values()]).toContain('__Host-session');
  });
});

describe('the way in by a new tab, all cookies blocked', () => {
  const its = inBrowser('all-blocked');

  it('lets a learner in at harbour, whose page keeps the proof', async () => {
    const { page, tab } = await opensNewTab(its.context, seats.fatimaInCare);
    await expectToTakePart(tab, tab.mainFrame(), fatima);
    await tab.reload();
    await expectPage(tab.mainFrame(), 'Open it again from your course');
    await tab.close();
    await page.close();
  });

  it('puts no secret into an address', async () => {
    expect(await its.watch.leaks()).toEqual([]);
    expect(new Set(its.watch.secrets.values())).toContain('carried session');
    expect(new Set(its.watch.secrets.values())).toContain('proof');
  });
});

describe('the way in by platform storage, where cookies are lost but web storage is not', () => {
  let proxy: Listening;
  let browser: TestBrowser;
  beforeAll(async () => {
    proxy = await openCookieDroppingProxy();
    browser = await openBrowser({ proxy: `http://127.0.0.1:${proxy.port}` });
  });
  afterAll(async () => {
    await browser.close();
    await proxy.close();
  });

  it('is tried in a browser that really is so', async () => {
    const kept = { ...nothing, sessionStorage: true };
    expect(await tryCookies(browser.context)).toEqual({ embedded: kept, alone: kept });
  });

  it('lets a learner in, and resumes after each full reload', async () => {
    const { page, frame } = await openActivity(browser.context, stage.lms, seats.linhInNursing);
    await expectToTakePart(page, frame, { name: 'Linh Trần' });
    for (const time of ['first', 'second']) {
      await reload(frame);
      await expectPage(frame, 'Talk');
      await ask(frame, `After the ${time} reload?`, 'It goes on.');
      await openTalk(frame);
    }
    await page.close();
  });
});
