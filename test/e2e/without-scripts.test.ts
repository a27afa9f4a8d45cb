import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from 'playwright-core';
import { openActivity, seats, type Seat } from '../support/browser/demo-activities.ts';
import {
  answer,
  ask,
  english,
  expectPage,
  openTalk,
  postSaying,
  setUpCommunity,
  wishes,
} from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';
import { wordsIn } from '../support/browser/words.ts';

let stage: Stage;
let browser: TestBrowser;
beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser({ runsScripts: false });
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});

/** A launch whose pages pass by only when they are told to: ours, and the LMS's. */
async function enter(seat: Seat): Promise<Frame> {
  const { frame } = await openActivity(browser.context, stage.lms, seat);
  await frame.getByRole('link', { name: english('launch.continue') }).click();
  await frame.getByRole('button', { name: 'Continue' }).click();
  return frame;
}

const title = 'Who counts the keys?';

describe('with scripts off', () => {
  it('a form comes back with what was typed and what is missing, and then opens a community', async () => {
    const frame = await enter(seats.amaraInNursing);
    await frame.getByLabel(english('setUp.name.label')).fill('Half a name');
    await frame.getByRole('button', { name: english('setUp.submit') }).click();
    await frame.getByRole('link', { name: english('setUp.purpose.missing') }).waitFor();
    expect(await frame.getByLabel(english('setUp.name.label')).inputValue()).toBe('Half a name');

    await setUpCommunity(frame);
  });

  it('what is near can be asked for while a community is described', async () => {
    const frame = await enter(seats.amaraInEducation);
    await frame.getByLabel(english('setUp.name.label')).fill(wishes.name);
    await frame.getByRole('button', { name: english('near.look') }).click();

    await frame.getByRole('heading', { name: english('near.title_one') }).waitFor();
    expect(await frame.getByText(wishes.name, { exact: true }).count()).toBe(1);
  });

  it('a question is asked, answered and read, with times that name their zone', async () => {
    const linh = await enter(seats.linhInNursing);
    await expectPage(linh, wishes.name);
    await ask(linh, title, 'I count them *twice*.');

    const amara = await enter(seats.amaraInNursing);
    await openTalk(amara);
    await amara.getByRole('link', { name: title }).click();
    await answer(amara, 'And then I sign.');
    // Amara's LMS says that she lives in London, where clocks change.
    const time = await postSaying(amara, 'I sign').locator('time').textContent();
    expect(time).toMatch(/ (GMT|BST)$/);
  });

  it('settings are changed, and hold', async () => {
    const french = wordsIn('fr');
    const frame = await enter(seats.linhInNursing);
    await frame.getByRole('link', { name: english('page.me') }).click();
    await frame.getByLabel(english('me.language.label')).selectOption('fr');
    await frame.getByRole('button', { name: english('me.submit') }).click();
    await frame.getByText(french('me.saved')).waitFor();

    const again = await enter(seats.linhInNursing);
    await again.getByRole('link', { name: french('community.ask') }).waitFor();
    expect(await again.locator('html').getAttribute('lang')).toBe('fr');
  });
});
