import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame, Page } from 'playwright-core';
import { z } from 'zod';
import { openActivity, seats, type Seat } from '../support/browser/demo-activities.ts';
import {
  answer,
  ask,
  english,
  expectPage,
  openTalk,
  postSaying,
  setUpCommunity,
} from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';

interface Place {
  browser: TestBrowser;
  page: Page;
  frame: Frame;
}

const title = 'Who counts the keys?';
const long = 'We count them at every change of shift.\n\n'.repeat(40);

let stage: Stage;
let amara: Place;
let linh: Place;

async function arrive(seat: Seat): Promise<Place> {
  const browser = await openBrowser();
  const place = await openActivity(browser.context, stage.lms, seat);
  place.page.on('dialog', (dialog) => void dialog.accept().catch(() => {}));
  return { browser, ...place };
}

beforeAll(async () => {
  stage = await openStage();
  amara = await arrive(seats.amaraInNursing);
  await setUpCommunity(amara.frame);
  await ask(amara.frame, title, long);
  linh = await arrive(seats.linhInNursing);
  await openTalk(linh.frame);
  await linh.frame.getByRole('link', { name: title, exact: true }).click();
  await expectPage(linh.frame, title);
});

afterAll(async () => {
  await amara.browser.close();
  await linh.browser.close();
  await stage.close();
});

const editor = () => linh.frame.getByRole('textbox', { name: english('reply.body.label') });
const bell = (count = 1) =>
  linh.frame.getByRole('button', { name: count === 1 ? 'One new reply' : `${count} new replies` });

const At = z.object({ focus: z.string(), caret: z.number(), words: z.string(), top: z.number() });

/** Where somebody is who is writing: how far down the screen, and how far in the words. */
async function whereWriting() {
  const at = await linh.frame.evaluate(`(() => {
    const { id, selectionStart, value } = document.activeElement;
    return { focus: id, caret: selectionStart, words: value };
  })()`);
  const box = await editor().boundingBox();
  return At.parse({ ...z.object({}).loose().parse(at), top: Math.round(box?.y ?? -1) });
}

/** Begins to write, and puts the caret between the two words. */
async function writeHalf(): Promise<void> {
  await editor().fill('Half thought');
  await linh.page.keyboard.press('Home');
  for (let count = 0; count < 4; count += 1) await linh.page.keyboard.press('ArrowRight');
  await linh.frame.locator('[data-draft-state]').getByText(english('writing.saved')).waitFor();
}

describe('a thread that two people have open', () => {
  it('tells of a new reply, and moves neither what is read nor what is typed', async () => {
    await writeHalf();
    const before = await whereWriting();
    expect(before).toMatchObject({ focus: 'body', caret: 4, words: 'Half thought' });

    await answer(amara.frame, 'Two of us do, and sign.');
    await bell().waitFor();

    expect(await whereWriting()).toEqual(before);
    expect(await postSaying(linh.frame, 'Two of us do').count()).toBe(0);
    await linh.page.keyboard.insertText(' a');
    expect((await whereWriting()).words).toBe('Half a thought');
  });

  it('shows the reply when it is asked to, and leaves what was typed', async () => {
    await bell().click();
    await postSaying(linh.frame, 'Two of us do').waitFor();
    await linh.frame.locator('#post-2:focus').waitFor();
    expect(await editor().inputValue()).toBe('Half a thought');
    expect(await bell().isHidden()).toBe(true);
  });

  it('says at once what a post says now, while somebody is writing', async () => {
    await writeHalf();
    const before = await whereWriting();

    const reply = postSaying(amara.frame, 'Two of us do');
    await reply.locator('summary').click();
    await reply.getByRole('link', { name: english('post.edit'), exact: true }).click();
    await expectPage(amara.frame, english('edit.title'));
    await amara.frame.getByLabel(english('edit.body')).fill('Three of us do, and sign.');
    await amara.frame.getByRole('button', { name: english('edit.submit') }).click();
    await postSaying(linh.frame, 'Three of us do').waitFor();

    expect(await whereWriting()).toEqual(before);
    expect(await postSaying(linh.frame, 'Two of us do').count()).toBe(0);
  });

  it('is asked now and then where no stream comes through', async () => {
    await linh.page.route(
      ({ pathname }) => pathname.endsWith('/live'),
      (route) =>
        route.request().headers()['accept'] === 'text/event-stream'
          ? route.abort()
          : route.continue(),
    );
    await linh.frame.evaluate('location.reload()');
    await linh.frame.waitForFunction(`document.getElementById('body')?.value === 'Half thought'`);
    await answer(amara.frame, 'And the night shift?');

    await bell().waitFor();
    await bell().click();
    await postSaying(linh.frame, 'And the night shift?').waitFor();
    expect(await editor().inputValue()).toBe('Half thought');
  });
});
