import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { openActivity, seats, toolFrame, type Seat } from '../support/browser/demo-activities.ts';
import {
  ask,
  english,
  expectPage,
  openTalk,
  setUpCommunity,
} from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';
import { until } from '../jobs/queue-house.ts';
import { picture } from '../support/files.ts';

let stage: Stage;
let browser: TestBrowser;
let context: BrowserContext;
beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
  context = browser.context;
  await setUpCommunity((await openActivity(context, stage.lms, seats.amaraInNursing)).frame);
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});

const title = 'Who counts the keys?';
const label = english('reply.body.label');

async function openThread(frame: Frame): Promise<void> {
  await openTalk(frame);
  await frame.getByRole('link', { name: title, exact: true }).click();
  await expectPage(frame, title);
}

/** Somebody of the course, on the thread's page. */
async function atThread(seat: Seat, where = context): Promise<{ page: Page; frame: Frame }> {
  const place = await openActivity(where, stage.lms, seat);
  // A page whose words are not saved asks before it goes; here it may.
  place.page.on('dialog', (dialog) => void dialog.accept().catch(() => {}));
  await place.frame.getByRole('navigation', { name: english('page.navigation') }).waitFor();
  await openThread(place.frame);
  return place;
}

const editorIn = (frame: Frame) => frame.getByRole('textbox', { name: label });
const stateIn = (frame: Frame) => frame.locator('[data-draft-state]');
const troubleIn = (frame: Frame) => frame.locator('[data-draft-trouble]');
const submit = (frame: Frame) =>
  frame.getByRole('button', { name: english('reply.submit'), exact: true });
const write = async (frame: Frame, words: string) => editorIn(frame).fill(words);
const posts = (frame: Frame, words: string) => frame.locator('.post', { hasText: words });
const seeSaved = (frame: Frame) => stateIn(frame).getByText(english('writing.saved')).waitFor();
const wordsIn = (frame: Frame) => editorIn(frame).inputValue();

describe('what is written', () => {
  beforeAll(async () => {
    const { page, frame } = await openActivity(context, stage.lms, seats.amaraInNursing);
    await ask(frame, title, 'I count them **twice**.');
    await page.close();
  });

  it('is saved while it is written, and is there on another device; posting it ends that', async () => {
    const here = await atThread(seats.linhInNursing);
    await write(here.frame, 'Half a thought');
    await seeSaved(here.frame);

    const other = await openBrowser();
    const there = await atThread(seats.linhInNursing, other.context);
    expect(await wordsIn(there.frame)).toBe('Half a thought');
    await there.frame.getByText(english('writing.restored')).waitFor();

    await write(there.frame, 'A whole thought');
    await submit(there.frame).click();
    await posts(there.frame, 'A whole thought').waitFor();
    expect(await wordsIn(there.frame)).toBe('');
    await other.close();
    await here.page.close();
  });

  it('stays when the network is cut, and goes when it is back', async () => {
    const { page, frame } = await atThread(seats.linhInNursing);
    await context.setOffline(true);
    await write(frame, 'Written in a tunnel');
    await submit(frame).click();
    await troubleIn(frame).getByText(english('writing.offline')).waitFor();
    expect(await wordsIn(frame)).toBe('Written in a tunnel');

    await context.setOffline(false);
    await seeSaved(frame);
    expect(await troubleIn(frame).isHidden()).toBe(true);
    await submit(frame).click();
    await posts(frame, 'Written in a tunnel').waitFor();
    expect(await posts(frame, 'Written in a tunnel').count()).toBe(1);
    await page.close();
  });

  it('stays when the session has ended, and comes back with the next one', async () => {
    const { page, frame } = await atThread(seats.linhInNursing);
    await write(frame, 'Saved so far');
    await seeSaved(frame);
    await stage.house.database.atTheDoor((tx) => tx.deleteFrom('sessions').execute());
    await write(frame, 'Saved so far, and then some');
    await submit(frame).click();
    await troubleIn(frame).getByText(english('writing.ended')).waitFor();
    expect(await wordsIn(frame)).toBe('Saved so far, and then some');

    await page.reload();
    const again = await toolFrame(page);
    await again.getByRole('navigation', { name: english('page.navigation') }).waitFor();
    await openThread(again);
    expect(await wordsIn(again)).toBe('Saved so far, and then some');
    await submit(again).click();
    await posts(again, 'and then some').waitFor();
    await page.close();
  });

  it('is there when the frame was reloaded in the middle of it', async () => {
    const { page, frame } = await atThread(seats.linhInNursing);
    await write(frame, 'In the middle of a');
    await frame.evaluate('location.reload()');
    await frame.waitForFunction(`document.getElementById('body')?.value === 'In the middle of a'`);
    expect(await wordsIn(frame)).toBe('In the middle of a');
    await write(frame, '');
    await seeSaved(frame);
    await page.close();
  });

  it('is saved as well once the form came back with what is wrong with it', async () => {
    const { page, frame } = await atThread(seats.linhInNursing);
    await write(frame, 'Begun');
    await seeSaved(frame);
    await write(frame, ' ');
    await submit(frame).click();
    await frame.getByText(english('reply.body.missing')).first().waitFor();
    await write(frame, 'Begun again');
    await seeSaved(frame);
    await openThread(frame);
    expect(await wordsIn(frame)).toBe('Begun again');
    await write(frame, '');
    await seeSaved(frame);
    await page.close();
  });

  it('stays when it is more than can be sent at all', async () => {
    const { page, frame } = await atThread(seats.linhInNursing);
    await write(frame, 'words '.repeat(200_000));
    await submit(frame).click();
    await troubleIn(frame).getByText(english('writing.long')).waitFor();
    expect(await wordsIn(frame)).toHaveLength(1_200_000);
    await write(frame, '');
    await seeSaved(frame);
    await page.close();
  });

  it('is posted once, however often the button is pressed', async () => {
    const { page, frame } = await atThread(seats.linhInNursing);
    await write(frame, 'Pressed twice');
    await submit(frame).dblclick();
    await posts(frame, 'Pressed twice').waitFor();
    expect(await posts(frame, 'Pressed twice').count()).toBe(1);
    await page.close();
  });
});

describe('the editor', () => {
  let page: Page;
  let frame: Frame;
  beforeAll(async () => {
    ({ page, frame } = await atThread(seats.linhInNursing));
  });
  afterAll(() => page.close());

  it('marks what is selected, by key, and takes the mark away again', async () => {
    await write(frame, 'one two');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('ControlOrMeta+B');
    expect(await wordsIn(frame)).toBe('**one two**');
    await page.keyboard.press('ControlOrMeta+B');
    expect(await wordsIn(frame)).toBe('one two');
    await page.keyboard.press('ControlOrMeta+I');
    expect(await wordsIn(frame)).toBe('*one two*');
    await page.keyboard.press('ControlOrMeta+Z');
    expect(await wordsIn(frame)).toBe('one two');
  });

  it('has one stop for all its tools, and arrows between them', async () => {
    await write(frame, 'one');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Shift+Tab');
    const focused = frame.locator('.tool:focus');
    expect(await focused.getAttribute('aria-label')).toBe(english('writing.mark.bold'));
    await page.keyboard.press('ArrowRight');
    expect(await focused.getAttribute('aria-label')).toBe(english('writing.mark.italic'));
    await page.keyboard.press('End');
    expect(await focused.getAttribute('aria-label')).toBe(english('writing.mark.maths'));
    await page.keyboard.press('Enter');
    expect(await wordsIn(frame)).toBe('$one$');
    expect(await frame.locator('textarea:focus').count()).toBe(1);
  });

  it('shows beneath what the words will look like, while they are written', async () => {
    await write(frame, 'So **this**');
    const button = frame.getByRole('button', {
      name: english('writing.preview.show'),
      exact: true,
    });
    await button.press('Enter');
    const panel = frame.getByRole('region', { name: english('writing.preview.title') });
    await panel.locator('strong', { hasText: 'this' }).waitFor();
    await write(frame, 'So **that** is $x$');
    await panel.locator('strong', { hasText: 'that' }).waitFor();
    await panel.locator('math').waitFor();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await button.press('Enter');
    expect(await panel.isHidden()).toBe(true);
  });

  it('quotes a post, or what is selected of it', async () => {
    await write(frame, '');
    const first = frame.locator('.post').first();
    await first.getByRole('button', { name: english('post.quote') }).click();
    expect(await wordsIn(frame)).toBe('> I count them twice.\n\n');
  });

  it('sends by Ctrl or Cmd and Enter', async () => {
    await write(frame, 'Sent by key');
    await page.keyboard.press('ControlOrMeta+Enter');
    await posts(frame, 'Sent by key').waitFor();
    expect(await wordsIn(frame)).toBe('');
  });
});

describe('pictures and files', () => {
  const png = async () => Buffer.from((await picture('board.png')).bytes);
  const described = (frame: Frame) => frame.getByLabel(english('writing.files.describe'));

  it('come into the text, are described, and show in the post (R75)', async () => {
    const { page, frame } = await atThread(seats.linhInNursing);
    await write(frame, 'Our board:');
    const board = { name: 'board.png', mimeType: 'image/png', buffer: await png() };
    await frame.getByLabel(english('writing.files.label')).setInputFiles(board);
    await described(frame).fill('A board with [two] columns');
    expect(await wordsIn(frame)).toMatch(
      /^Our board:\n!\[A board with \\\[two\\\] columns\]\(\/files\/[\w-]+\)\n$/,
    );

    await submit(frame).click();
    const shown = posts(frame, 'Our board:').getByRole('img', {
      name: 'A board with [two] columns',
    });
    await shown.waitFor();
    const width = () => shown.evaluate((image) => Reflect.get(image, 'naturalWidth'));
    await until(async () => (await width()) === 40);
    await page.close();
  });

  it('are pasted', async () => {
    const { page, frame } = await atThread(seats.linhInNursing);
    await editorIn(frame).evaluate(
      (area, bytes) => {
        const clipboardData = new DataTransfer();
        const file = new File([new Uint8Array(bytes)], 'pasted.png', { type: 'image/png' });
        clipboardData.items.add(file);
        area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
      },
      [...(await png())],
    );
    await described(frame).waitFor();

    expect(await wordsIn(frame)).toMatch(/^!\[pasted\]\(\/files\//);
    await page.close();
  });

  it('that are not taken say why, and leave the words as they were', async () => {
    const { page, frame } = await atThread(seats.yusufInNursing);
    await write(frame, 'Words');
    const drawing = {
      name: 'a.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from('<svg></svg>'),
    };
    await frame.getByLabel(english('writing.files.label')).setInputFiles(drawing);
    await frame.getByText('“a.svg” is a web page, a script or an SVG drawing').waitFor();

    expect((await wordsIn(frame)).trim()).toBe('Words');
    await page.close();
  });

  it('keep a post waiting until they are here', async () => {
    const { page, frame } = await atThread(seats.yusufInNursing);
    let letGo = (): void => {};
    const held = new Promise<void>((done) => (letGo = done));
    await page.route('**/files', async (route) => {
      await held;
      await route.continue();
    });
    await write(frame, 'Sent too soon');
    const board = { name: 'slow.png', mimeType: 'image/png', buffer: await png() };
    await frame.getByLabel(english('writing.files.label')).setInputFiles(board);
    await submit(frame).click();
    await frame.getByText(english('writing.files.waits')).waitFor();
    letGo();

    await posts(frame, 'Sent too soon').waitFor();
    expect(await posts(frame, 'Sent too soon').getByRole('img', { name: 'slow' }).count()).toBe(1);
    await page.close();
  });
});
