import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page, Route } from 'playwright-core';
import { openActivity, seats, toolFrame } from '../support/browser/demo-activities.ts';
import { english, setUpCommunity, toNewThread } from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';
import { until } from '../jobs/queue-house.ts';
import { temporaryFolder } from '../support/house.ts';
import { Invented } from '../support/uploads.ts';

const mb = 1024 * 1024;
const folder = temporaryFolder();
let stage: Stage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
  const { page, frame } = await openActivity(browser.context, stage.lms, seats.amaraInNursing);
  await setUpCommunity(frame);
  await page.close();
});

afterAll(async () => {
  await browser.close();
  await stage.close();
  folder.remove();
});

/** A file on this machine, as somebody chooses it. */
function fileOf(name: string, sizeBytes: number): string {
  const path = join(folder.path, name);
  writeFileSync(path, new Invented(sizeBytes, name).part(0, sizeBytes));
  return path;
}

async function atEditor(): Promise<{ page: Page; frame: Frame }> {
  const place = await openActivity(browser.context, stage.lms, seats.amaraInNursing);
  place.page.on('dialog', (dialog) => void dialog.accept().catch(() => {}));
  await openEditor(place.frame);
  return place;
}

async function openEditor(frame: Frame): Promise<void> {
  await toNewThread(frame);
  await words(frame).waitFor();
}

const words = (frame: Frame) => frame.getByRole('textbox', { name: english('thread.body.label') });
const chooser = (frame: Frame) => frame.getByLabel(english('writing.files.label'));
const libraryChooser = (frame: Frame) =>
  frame.getByLabel(english('resource.file.label'), { exact: true });
const press = (frame: Frame, key: string) =>
  frame.getByRole('button', { name: english(key), exact: true }).click();
const here = (frame: Frame) => frame.getByText(english('writing.files.here'));
const see = (frame: Frame, key: string) =>
  frame
    .locator('.files .meta', { hasText: english(key).split('{{')[0]?.slice(0, 20) ?? '' })
    .waitFor();

/** Notes all that is said of files from now on, however soon something else is said. */
async function listenTo(frame: Frame): Promise<() => Promise<string>> {
  const heard = await frame.evaluateHandle(() => {
    const words: string[] = [];
    const note = () =>
      words.push(...[...document.querySelectorAll('.files .meta')].map((line) => line.textContent));
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true });
    return words;
  });
  return () => heard.evaluate((words) => words.join('\n'));
}

/** Lets the first parts through, and does this to the others for as long as it is wanted. */
async function afterPart(page: Page, count: number, deed: (route: Route) => Promise<void>) {
  let passed = 0;
  await page.route('**/files/uploads/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.fallback();
    passed += 1;
    return passed > count ? deed(route) : route.fallback();
  });
  return () => page.unrouteAll({ behavior: 'ignoreErrors' });
}

/** Holds back what asks of uploads in this way. @returns what lets it go on */
async function holdUploads(page: Page, method: string): Promise<() => Promise<void>> {
  let open = () => {};
  const gate = new Promise<void>((done) => {
    open = done;
  });
  await page.route(/\/files\/uploads(?:\?|$)/, async (route) => {
    if (route.request().method() === method) await gate;
    await route.fallback();
  });
  return async () => {
    open();
    await page.unrouteAll({ behavior: 'wait' });
  };
}

const held = () => new Promise<void>(() => {});
const cut = (route: Route) => route.abort('connectionreset');

describe('a large file', () => {
  it('says how far it is, stops, goes on, and comes into the text', async () => {
    const { page, frame } = await atEditor();
    const letGo = await afterPart(page, 1, held);
    await chooser(frame).setInputFiles(fileOf('lecture.pdf', 40 * mb));
    await see(frame, 'upload.begun');
    const bar = frame.getByRole('progressbar', { name: 'lecture.pdf' });
    await frame.waitForFunction(
      () => (document.querySelector('progress')?.value ?? 0) > 16_000_000,
    );
    await press(frame, 'upload.pause');
    await see(frame, 'upload.paused');
    expect(await frame.getByRole('status').filter({ hasText: 'Paused at' }).count()).toBe(1);
    await letGo();
    await press(frame, 'upload.resume');
    await here(frame).waitFor();

    expect(await bar.count()).toBe(0);
    expect(await words(frame).inputValue()).toMatch(/^\[lecture\.pdf\]\(\/files\/[\w-]{36}\)\n$/);
    await page.close();
  });

  it('survives a line that is cut', async () => {
    const { page, frame } = await atEditor();
    const mend = await afterPart(page, 1, cut);
    await chooser(frame).setInputFiles(fileOf('cut.pdf', 40 * mb));
    await see(frame, 'upload.waits');
    await mend();
    await here(frame).waitFor();

    expect(await words(frame).inputValue()).toContain('[cut.pdf]');
    await page.close();
  });

  it('goes on where it was when the frame was reloaded and it is chosen again', async () => {
    const { page, frame } = await atEditor();
    const path = fileOf('again.pdf', 40 * mb);
    const letGo = await afterPart(page, 1, held);
    await chooser(frame).setInputFiles(path);
    await frame.waitForFunction(
      () => (document.querySelector('progress')?.value ?? 0) > 16_000_000,
    );
    await letGo();
    await page.reload();
    const again = await toolFrame(page);
    await openEditor(again);
    const stop = await afterPart(page, 0, held);
    const said = await listenTo(again);
    await chooser(again).setInputFiles(path);
    // How much had come depends on when the frame was left.
    await until(async () => (await said()).includes('is here already'));
    expect(await said()).toMatch(/\b[1-9]\d?% is here already/);
    await stop();
    await press(again, 'upload.pause');
    await press(again, 'upload.resume');
    await here(again).waitFor();
    await page.close();
  });

  it('is gone from page and server when it is cancelled', async () => {
    const { page, frame } = await atEditor();
    await words(frame).fill('Words');
    const letGo = await afterPart(page, 1, held);
    await chooser(frame).setInputFiles(fileOf('never.pdf', 40 * mb));
    await see(frame, 'upload.begun');
    const ended = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
    await press(frame, 'upload.cancel');

    expect((await ended).status()).toBe(204);
    await frame.locator('.files li').waitFor({ state: 'detached' });
    expect((await words(frame).inputValue()).trim()).toBe('Words');
    await letGo();
    await page.close();
  });

  it('is gone from the server as well when it is cancelled while it is begun', async () => {
    const { page, frame } = await atEditor();
    const letGo = await holdUploads(page, 'POST');
    await chooser(frame).setInputFiles(fileOf('hasty.pdf', 40 * mb));
    await see(frame, 'upload.begun');
    const ended = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
    await press(frame, 'upload.cancel');
    await frame.locator('.files li').waitFor({ state: 'detached' });
    await letGo();

    expect((await ended).status()).toBe(204);
    await page.close();
  });

  it('is never begun when it is cancelled before', async () => {
    const { page, frame } = await atEditor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
    const letGo = await holdUploads(page, 'GET');
    await chooser(frame).setInputFiles(fileOf('sooner.pdf', 40 * mb));
    await until(async () => asked.some((request) => /^GET .*sooner\.pdf/.test(request)));
    await press(frame, 'upload.cancel');
    await letGo();
    // Sent after it, and so begun after it.
    await chooser(frame).setInputFiles(fileOf('later.pdf', 9 * mb));
    await here(frame).waitFor();

    expect(asked.filter((request) => /^POST .*\/uploads$/.test(request))).toHaveLength(1);
    expect(await words(frame).inputValue()).not.toContain('sooner.pdf');
    await page.close();
  });

  it('that is not taken says why', async () => {
    const { page, frame } = await atEditor();
    await words(frame).fill('Kept');
    await chooser(frame).setInputFiles(fileOf('huge.pdf', 101 * mb));
    await frame.getByText('“huge.pdf” is larger than 100 MB.').waitFor();

    expect((await words(frame).inputValue()).trim()).toBe('Kept');
    await page.close();
  });

  it('goes ahead of the form of the library, and is shared (R68)', async () => {
    const { page, frame } = await atEditor();
    await frame.getByRole('link', { name: english('library.title'), exact: true }).click();
    await frame.getByRole('link', { name: english('library.give') }).click();
    await frame.getByRole('radio', { name: english('resource.what.file') }).check();
    await libraryChooser(frame).setInputFiles(fileOf('any.pdf', 9 * mb));
    await frame.getByText(english('upload.here')).waitFor();
    expect(await libraryChooser(frame).inputValue()).toBe('');

    await frame.getByLabel(english('resource.title.label')).fill('Read-back cards');
    await frame.getByRole('textbox', { name: english('resource.why.label') }).fill('For nights.');
    await frame.getByRole('radio').and(frame.locator('[name=licence]')).first().check();
    await press(frame, 'resource.give.submit');
    await frame.getByRole('heading', { level: 1, name: 'Read-back cards' }).waitFor();
    expect(await frame.getByText('any.pdf').count()).toBeGreaterThan(0);
    await page.close();
  });
});
