import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from 'playwright-core';
import { openActivity, openCopy, seats } from '../support/browser/demo-activities.ts';
import { english, expectPage, setUpCommunity, wishes } from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';

let stage: Stage;
let browser: TestBrowser;
/** The path of the community of the course that is copied. */
let home: string;

const pathOf = (frame: Frame) => new URL(frame.url()).pathname;

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
  const { page, frame } = await openActivity(browser.context, stage.lms, seats.amaraInNursing);
  await setUpCommunity(frame);
  home = pathOf(frame);
  await page.close();
});

afterAll(async () => {
  await browser.close();
  await stage.close();
});

const copyNursing = () => openCopy(browser.context, stage.lms, seats.amaraInNursing);

describe('the instructor of a copied course', () => {
  it('keeps its community with one press', async () => {
    const { page, frame } = await copyNursing();
    await frame.getByRole('button', { name: english('copied.same') }).click();

    await expectPage(frame, wishes.name);

    expect(pathOf(frame)).toBe(home);
    await page.close();
  });

  it('starts a sibling that begins with what the other cares about', async () => {
    const { page, frame } = await copyNursing();
    await frame.getByRole('button', { name: english('copied.sibling') }).click();
    const purpose = frame.getByLabel(english('setUp.purpose.label'));
    await frame
      .getByRole('button', { name: english('copied.sibling') })
      .waitFor({ state: 'hidden' });

    expect(await purpose.inputValue()).toBe(wishes.purpose);
    await frame.getByLabel(english('setUp.name.label')).fill('Night shift handovers');
    await purpose.fill('Nobody falls between two shifts.');
    await frame.getByLabel(english('setUp.topics.label')).fill('handover');
    await frame.getByRole('button', { name: english('setUp.submit') }).click();
    await expectPage(frame, 'Night shift handovers');

    expect(pathOf(frame)).not.toBe(home);
    await page.close();
  });
});
