import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { openActivity, seats } from '../support/browser/demo-activities.ts';
import { english, expectPage, setUpCommunity } from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';
import { temporaryFolder } from '../support/house.ts';
import { webVtt } from '../support/recordings.ts';

/** Twenty seconds of a clock that counts them. */
const clock = readFileSync(new URL('../support/clock.webm', import.meta.url));
const title = 'The round, filmed';

const folder = temporaryFolder();
let stage: Stage;
let browser: TestBrowser;
let page: Page;
let frame: Frame;

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser({ cookies: 'third-party-blocked' });
  ({ page, frame } = await openActivity(browser.context, stage.lms, seats.amaraInNursing));
  await setUpCommunity(frame);
});

afterAll(async () => {
  await browser.close();
  await stage.close();
  folder.remove();
});

const link = (key: string) => frame.getByRole('link', { name: english(key), exact: true });
const button = (key: string) => frame.getByRole('button', { name: english(key), exact: true });
const fill = (key: string, words: string) =>
  frame.getByRole('textbox', { name: english(key) }).fill(words);

interface Playing {
  at: number;
  isPaused: boolean;
  isMuted: boolean;
  rate: number;
  shows: string[];
}

const playing = (): Promise<Playing> =>
  frame.evaluate(() => {
    const media = document.querySelector('video');
    if (!media) throw new Error('Nothing plays here');
    const shown = [...media.textTracks].filter(({ mode }) => mode === 'showing');
    return {
      at: media.currentTime,
      isPaused: media.paused,
      isMuted: media.muted,
      rate: media.playbackRate,
      shows: shown.map(({ language }) => language),
    };
  });

/** Waits until something holds of what plays. */
async function until(holds: (now: Playing) => boolean): Promise<Playing> {
  for (;;) {
    const now = await playing();
    if (holds(now)) return now;
    await frame.waitForTimeout(50);
  }
}

/** Puts what plays to this second, at rest. */
async function rest(seconds: number): Promise<void> {
  await frame.evaluate((at) => {
    const media = document.querySelector('video');
    media?.pause();
    if (media) media.currentTime = at;
  }, seconds);
  await until(({ at, isPaused }) => isPaused && Math.abs(at - seconds) < 0.2);
}

/** Notes every second that the server knows its person was at, from now on. */
function notePlaces(): (second: number) => Promise<void> {
  const kept = new Set<string | null>();
  page.on('response', (answer) => {
    const said = new URLSearchParams(answer.request().postData() ?? '');
    if (answer.url().endsWith('/place') && answer.status() === 204) kept.add(said.get('seconds'));
  });
  return async (second) => {
    while (!kept.has(String(second))) await frame.waitForTimeout(50);
  };
}

/** Opens the activity anew, as on another day, and goes to the film. */
async function comeBack(): Promise<void> {
  await page.close();
  ({ page, frame } = await openActivity(browser.context, stage.lms, seats.amaraInNursing));
  await link('library.title').click();
  await frame.getByRole('link', { name: title }).click();
  await expectPage(frame, title);
  await frame.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 0);
}

describe('a film', () => {
  it('is shared, asks for captions, and gets them beside the player (R70)', async () => {
    const path = join(folder.path, 'clock.webm');
    writeFileSync(path, clock);
    await link('library.title').click();
    await link('library.give').click();
    await frame.getByRole('radio', { name: english('resource.what.file') }).check();
    await frame.getByLabel(english('resource.file.label'), { exact: true }).setInputFiles(path);
    await fill('resource.title.label', title);
    await fill('resource.why.label', 'For nights.');
    await frame.getByRole('radio').and(frame.locator('[name=licence]')).first().check();
    await button('resource.give.submit').click();
    await expectPage(frame, title);

    await link('captions.add').click();
    await expectPage(frame, english('captions.title'));
    await frame.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 0);
    await rest(3);
    await button('captions.here').click();
    const words = frame.getByRole('textbox', { name: english('captions.words.label') });
    expect(await words.inputValue()).toMatch(/^00:00:0[23]\.\d{3} --> 00:00:0[56]\.\d{3}\n$/);
    await words.fill(webVtt);
    await frame.getByLabel(english('resource.language.label')).selectOption('en');
    await button('captions.submit').click();
    await expectPage(frame, title);
    await frame.getByRole('link', { name: 'Who has the keys?' }).waitFor();
  });

  it('is watched by the keyboard alone, with captions and at another speed (R71)', async () => {
    const { keyboard } = page;
    await frame.getByRole('heading', { level: 1 }).focus();
    await keyboard.press('k');
    await until(({ isPaused, at }) => !isPaused && at > 0.2);
    await keyboard.press('k');
    await until(({ isPaused }) => isPaused);

    await rest(0);
    await keyboard.press('l');
    await until(({ at }) => at === 10);
    await keyboard.press('j');
    await until(({ at }) => at === 0);
    await keyboard.press('m');
    await until(({ isMuted }) => isMuted);
    await keyboard.press('c');
    await until(({ shows }) => shows.join() === 'en');
    for (const _ of ['1.25', '1.5']) await keyboard.press('>');
    await until(({ rate }) => rate === 1.5);
    await keyboard.press('<');
    await until(({ rate }) => rate === 1.25);
    expect(await frame.getByLabel(english('watching.speed')).inputValue()).toBe('125');

    await frame.locator('video').focus();
    await keyboard.press('ArrowRight');
    await until(({ at }) => at === 5);
    await keyboard.press('ArrowLeft');
    await until(({ at }) => at === 0);
    await keyboard.press('Space');
    await until(({ isPaused }) => !isPaused);
    await keyboard.press('Space');
    await until(({ isPaused }) => isPaused);
  });

  it('shows its captions, and marks the line of the transcript that is being said (R71)', async () => {
    await rest(13);
    const marked = frame.locator('[data-lines] [aria-current=true]');
    await marked.filter({ hasText: 'Who has the keys?' }).waitFor();
    await frame.waitForFunction(() => {
      const [track] = document.querySelector('video')?.textTracks ?? [];
      const [cue] = track?.activeCues ?? [];
      return cue instanceof VTTCue && cue.text === '<v Ana>Who has the keys?';
    });
    expect(await marked.count()).toBe(1);
  });

  it('goes to the moment of a line (R71)', async () => {
    await rest(0);
    await frame.getByRole('link', { name: 'Who has the keys?' }).click();
    await until(({ at, isPaused }) => !isPaused && at >= 12.5 && at < 15);
    await expectPage(frame, title);
  });

  it('is talked about at a moment, which leads back there (R67)', async () => {
    await rest(9);
    await button('remark.moment.here').click();
    const moment = frame.getByRole('textbox', { name: english('remark.moment.label') });
    expect(await moment.inputValue()).toBe('0:09');
    await fill('remark.body.label', 'She looks up here.');
    await button('remark.submit').click();
    const said = frame.locator('#remark-1', { hasText: 'She looks up here.' });
    await said.waitFor();
    await frame.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) > 0);
    await rest(0);
    await said.getByRole('link', { name: '0:09' }).click();
    await until(({ at, isPaused }) => !isPaused && at >= 9 && at < 12);
    await expectPage(frame, title);
  });

  it('leaves its keys to whoever writes, and to nobody who turned them off', async () => {
    await rest(0);
    await frame.getByText(english('keys.title')).click();
    const box = frame.getByRole('checkbox', { name: english('keys.on') });
    await box.uncheck();
    await page.keyboard.press('l');
    await box.check();
    await page.keyboard.press('l');
    await until(({ at }) => at === 10);
    expect((await playing()).at).toBe(10);
  });

  it('is closed, and goes on at the same second with the same speed and captions (R67)', async () => {
    await rest(7);
    const keptAt = notePlaces();
    await page.keyboard.press('k');
    await until(({ isPaused, at }) => !isPaused && at > 7.1);
    await page.keyboard.press('k');
    const left = Math.floor((await until(({ isPaused }) => isPaused)).at);
    await keptAt(left);
    await comeBack();

    await frame.getByText(`${english('watching.goesOn')} 0:0${left}`).waitFor();
    const now = await playing();
    expect(now).toMatchObject({ at: left, rate: 1.25, shows: ['en'] });
  });

  it('begins anew once it was watched to its end (R67)', async () => {
    await rest(19.5);
    const keptAt = notePlaces();
    await page.keyboard.press('k');
    await frame.waitForFunction(() => document.querySelector('video')?.ended);
    await keptAt(20);
    await comeBack();
    expect((await playing()).at).toBe(0);
  });
});
