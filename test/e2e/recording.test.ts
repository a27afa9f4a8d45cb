import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame, Page, Route } from 'playwright-core';
import { openActivity, seats } from '../support/browser/demo-activities.ts';
import { english, expectPage, setUpCommunity } from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';

let stage: Stage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser({ cookies: 'third-party-blocked', hasDevices: true });
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

const parts = '**/files/uploads/*';

/** Has what is sent arrive, and its sender not hear of it. */
async function lostAnswer(route: Route): Promise<void> {
  if (route.request().method() !== 'PATCH') return route.fallback();
  await route.fetch();
  return route.abort('connectionreset');
}

/** Counts what the browser records from now on, beside a page that may keep nothing itself. */
async function countRecorded({ page, frame }: { page: Page; frame: Frame }) {
  let bytes = 0;
  await page.exposeFunction('tellRecorded', (size: number) => {
    bytes += size;
  });
  await frame.evaluate(() => {
    window.MediaRecorder = class extends MediaRecorder {
      constructor(stream: MediaStream, options?: MediaRecorderOptions) {
        super(stream, options);
        this.addEventListener('dataavailable', ({ data }) => {
          Reflect.get(window, 'tellRecorded')(data.size);
        });
      }
    };
  });
  return () => bytes;
}

const filmBytes = (frame: Frame) =>
  frame
    .locator('video')
    .evaluate(async ({ src }: HTMLVideoElement) => (await (await fetch(src)).blob()).size);

/** A line on which nothing goes on until it is released. */
function heldLine() {
  let reach = () => {};
  let release = () => {};
  const isReached = new Promise<void>((done) => (reach = done));
  const isReleased = new Promise<void>((done) => (release = done));
  const hold = async (route: Route) => {
    reach();
    await isReleased;
    // Whoever sent it may have given up.
    await route.continue().catch(() => {});
  };
  return { hold, isReached, release: () => release() };
}

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
    await frame.getByText(english('recording.say.paused'), { exact: true }).first().waitFor();
    const held = await clock.textContent();
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

  it('records a voice alone, with nothing but the launch (R75)', async () => {
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
    await page.route(parts, (route) => route.abort('connectionreset'));
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

  it('takes for saved what came though the answer was lost', async () => {
    const { page, frame } = await atRecorder();
    await press(frame, 'recording.on');
    await press(frame, 'recording.start');
    await saved(frame);
    await page.route(parts, lostAnswer);
    await press(frame, 'recording.pause');
    await frame
      .getByText(/^The connection is gone/)
      .first()
      .waitFor();
    await saved(frame);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await press(frame, 'recording.stop');
    await expectPage(frame, english('resource.give.title'));
    await page.close();
  });

  it('loses no byte, and sends none twice, where something else answers for a while', async () => {
    const { page, frame } = await atRecorder();
    const recordedBytes = await countRecorded({ page, frame });
    await press(frame, 'recording.on');
    await press(frame, 'recording.start');
    await saved(frame);
    await page.route(parts, lostAnswer, { times: 1 });
    let strange = 3;
    await page.route(parts, (route) => {
      const isStrange = route.request().method() === 'HEAD' && strange > 0;
      strange -= isStrange ? 1 : 0;
      return isStrange ? route.fulfill({ status: 200 }) : route.fallback();
    });
    await frame
      .getByText(/^The connection is gone/)
      .first()
      .waitFor();
    await saved(frame);
    await press(frame, 'recording.stop');
    await expectPage(frame, english('resource.give.title'));

    expect(strange).toBe(0);
    expect(await filmBytes(frame)).toBe(recordedBytes());
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

  it('throws away what was about to begin when its person starts over', async () => {
    const { page, frame } = await atRecorder();
    const line = heldLine();
    await page.route('**/files/uploads', line.hold);
    await press(frame, 'recording.on');
    await press(frame, 'recording.start');
    await line.isReached;
    await press(frame, 'recording.again');
    const next = page.waitForRequest(parts);
    line.release();

    expect((await next).method()).toBe('DELETE');
    await page.close();
  });

  it('does not end for the failure of what was thrown away', async () => {
    const { page, frame } = await atRecorder();
    await press(frame, 'recording.on');
    await press(frame, 'recording.start');
    await saved(frame);
    const line = heldLine();
    await page.route(parts, line.hold, { times: 1 });
    await line.isReached;
    await press(frame, 'recording.again');
    await press(frame, 'recording.start');
    await saved(frame);
    line.release();
    await recorded(frame, 5);

    expect(await frame.locator('[data-problem] span').textContent()).toBe('');
    await press(frame, 'recording.stop');
    await expectPage(frame, english('resource.give.title'));
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
