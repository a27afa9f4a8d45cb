import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Frame, Page } from 'playwright-core';
import { openActivity, seats } from '../support/browser/demo-activities.ts';
import { english, expectPage, setUpCommunity } from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';

let stage: Stage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser({ hasDevices: true });
  const { page, frame } = await openActivity(browser.context, stage.lms, seats.amaraInNursing);
  await setUpCommunity(frame);
  await page.close();
});

afterAll(async () => {
  await browser.close();
  await stage.close();
});

const press = (frame: Frame | Page, key: string) =>
  frame
    .getByRole('button', { name: english(key), exact: true })
    .first()
    .click();

async function toRecorder(frame: Frame): Promise<void> {
  const navigation = frame.getByRole('navigation', { name: english('page.navigation') });
  await navigation.getByText(english('library.title')).click();
  await frame.getByRole('link', { name: english('recording.title'), exact: true }).click();
  await expectPage(frame, english('recording.title'));
}

async function atRecorder(): Promise<{ page: Page; frame: Frame }> {
  const place = await openActivity(browser.context, stage.lms, seats.amaraInNursing);
  await toRecorder(place.frame);
  return place;
}

/** Waits until so many seconds are recorded. */
const recorded = (frame: Frame | Page, seconds: number) =>
  frame.waitForFunction((least) => {
    const [minutes = 0, rest = 0] = (
      document.querySelector('[data-time]')?.textContent?.split(':') ?? []
    ).map(Number);
    return minutes * 60 + rest >= least;
  }, seconds);

const saved = (frame: Frame | Page) =>
  frame.locator('[data-saving]', { hasText: english('recording.say.saved') }).waitFor();

async function post(frame: Frame | Page, title: string): Promise<void> {
  await frame.getByLabel(english('resource.title.label')).fill(title);
  await frame
    .getByRole('textbox', { name: english('resource.why.label') })
    .fill('It shows how it is done.');
  await frame.getByLabel(english('resource.licences.by.name'), { exact: false }).first().check();
  await press(frame, 'resource.give.submit');
  await frame.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** Plays what the page shows. @returns where it is a moment later */
const played = (frame: Frame | Page) =>
  frame
    .locator('video, audio')
    .first()
    .evaluate(async (player: HTMLMediaElement) => {
      player.muted = true;
      await player.play();
      await new Promise((done) => player.addEventListener('timeupdate', done, { once: true }));
      return player.currentTime;
    });

describe('recording in the frame', () => {
  it('records, pauses, goes on, cuts the ends off, posts and plays (R70)', async () => {
    const { page, frame } = await atRecorder();
    await press(frame, 'recording.on');
    await frame.getByText(english('recording.say.heard')).first().waitFor();
    await press(frame, 'recording.start');
    await recorded(frame, 2);
    await press(frame, 'recording.pause');
    const clock = frame.locator('[data-time]');
    const held = await clock.textContent();
    await frame.getByText(english('recording.say.paused'), { exact: true }).first().waitFor();
    await saved(frame);
    expect(await clock.textContent()).toBe(held);
    await press(frame, 'recording.resume');
    await recorded(frame, 4);
    await press(frame, 'recording.stop');
    await expectPage(frame, english('resource.give.title'));
    await frame.getByText(/^\d.* is chosen$/).waitFor();
    await frame.getByLabel(english('resource.cut.start')).first().press('ArrowRight');
    await frame.getByLabel(english('resource.cut.end')).first().press('ArrowLeft');
    expect(await frame.locator('input[name=start]').inputValue()).toBe('0.1');
    await press(frame, 'resource.cut.play');
    await post(frame, 'How I turn a patient');

    expect(await frame.locator('video').getAttribute('src')).toMatch(/#t=0.1,\d/);
    expect(await played(frame)).toBeGreaterThanOrEqual(0.1);
    await page.close();
  });

  it('records a voice alone', async () => {
    const { page, frame } = await atRecorder();
    await frame.getByLabel(english('recording.what.microphone')).check();
    await press(frame, 'recording.on');
    await press(frame, 'recording.start');
    await recorded(frame, 2);
    await press(frame, 'recording.stop');
    await expectPage(frame, english('resource.give.title'));
    await post(frame, 'A night on ward 4');

    expect(await frame.locator('audio').count()).toBe(1);
    expect(await played(frame)).toBeGreaterThan(0);
    await page.close();
  });

  it('records the screen', async () => {
    const { page, frame } = await atRecorder();
    await frame.getByLabel(english('recording.what.screen')).check();
    await press(frame, 'recording.on');
    await press(frame, 'recording.start');
    await recorded(frame, 2);
    await press(frame, 'recording.stop');
    await expectPage(frame, english('resource.give.title'));

    expect(await frame.locator('video').count()).toBe(1);
    await page.close();
  });

  it('loses no more than five seconds with a tab that is killed, and offers the rest (R70)', async () => {
    const { page, frame } = await atRecorder();
    await press(frame, 'recording.on');
    await press(frame, 'recording.start');
    await recorded(frame, 7);
    await page.close();
    const { page: next, frame: again } = await atRecorder();
    const offer = await again
      .getByText(/unfinished recording of/)
      .first()
      .textContent();
    const [, seconds = 0] = (/of 0:(\d\d)/.exec(offer ?? '') ?? []).map(Number);
    expect(seconds).toBeGreaterThanOrEqual(3);
    await press(again, 'recording.left.post');
    await expectPage(again, english('resource.give.title'));
    await post(again, 'What was left');

    expect(await played(again)).toBeGreaterThan(0);
    await next.close();
  });

  it('goes on while the connection is gone, and saves what waited when it is back', async () => {
    const { page, frame } = await atRecorder();
    await press(frame, 'recording.on');
    await press(frame, 'recording.start');
    await saved(frame);
    await page.route('**/files/uploads/*', (route) => route.abort('connectionreset'));
    await frame
      .getByText(/^The connection is gone/)
      .first()
      .waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await saved(frame);
    await press(frame, 'recording.stop');
    await expectPage(frame, english('resource.give.title'));
    await page.close();
  });

  it('begins anew when its person wants to', async () => {
    const { page, frame } = await atRecorder();
    await press(frame, 'recording.on');
    await press(frame, 'recording.start');
    await saved(frame);
    const dropped = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
    await press(frame, 'recording.again');

    expect((await dropped).status()).toBe(204);
    await frame.getByRole('button', { name: english('recording.start') }).waitFor();
    await page.close();
  });
});

/** Has the LMS let its frame use nothing, from the next page on. */
const withoutLeave = (page: Page) =>
  page.locator('iframe[name=tool]').evaluate((frame) => frame.removeAttribute('allow'));

describe('recording in a frame that may not', () => {
  it('opens in a window of its own, and says why (R70)', async () => {
    const { page, frame } = await openActivity(browser.context, stage.lms, seats.amaraInNursing);
    await frame.getByRole('heading', { level: 1 }).waitFor();
    await withoutLeave(page);
    await toRecorder(frame);
    await press(frame, 'recording.on');
    await frame.getByText(english('recording.say.frame.camera')).first().waitFor();
    const opening = browser.context.waitForEvent('page');
    await press(frame, 'recording.ownWindow');
    const own = await opening;
    await frame.getByText(english('recording.say.window')).first().waitFor();
    await press(own, 'recording.on');
    await press(own, 'recording.start');
    await recorded(own, 2);
    await press(own, 'recording.stop');
    await own.getByRole('heading', { level: 1, name: english('resource.give.title') }).waitFor();
    await post(own, 'From a window of its own');

    expect(own.url()).not.toMatch(/pass|token/);
    expect(await played(own)).toBeGreaterThan(0);
    await own.close();
    await page.close();
  });

  it('says what to do where the browser was refused', async () => {
    const shy = await openBrowser();
    const { page, frame } = await openActivity(shy.context, stage.lms, seats.linhInNursing);
    await toRecorder(frame);
    await press(frame, 'recording.on');
    await frame.locator('[data-problem] span:not(:empty)').waitFor();

    expect(await frame.locator('[data-problem] span').textContent()).toMatch(
      /Allow it|No such device/,
    );
    await page.close();
    await shy.close();
  });
});
