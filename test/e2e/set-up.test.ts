import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from 'playwright-core';
import { openActivity, seats } from '../support/browser/demo-activities.ts';
import { english, expectPage, setUpCommunity, wishes } from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';

let stage: Stage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await stage.close();
});

const open = (seat: Parameters<typeof openActivity>[2]) =>
  openActivity(browser.context, stage.lms, seat);

/** How far down the page something ends, in CSS pixels. */
async function bottomOf(frame: Frame, words: string): Promise<number> {
  const box = await frame.getByText(words).first().boundingBox();
  return box ? box.y + box.height : Infinity;
}

describe('an instructor in the demo LMS', () => {
  it('founds a community on one page, with one press', async () => {
    const { page, frame } = await open(seats.amaraInNursing);

    await setUpCommunity(frame);

    const nextSteps = frame.getByRole('heading', { name: english('steps.title') });
    await nextSteps.waitFor();
    expect(await nextSteps.isVisible()).toBe(true);
    await page.close();
  });

  it('R7: reads what binds it without scrolling in a frame of 800 by 600', async () => {
    const { page, frame } = await open(seats.amaraInNursing);
    await expectPage(frame, wishes.name);
    const frameTop = (await page.locator('iframe[name=tool]').boundingBox())?.y ?? 0;
    await page.locator('iframe[name=tool]').evaluate((element) => {
      element.setAttribute('width', '800');
      element.setAttribute('height', '600');
    });

    expect((await bottomOf(frame, wishes.purpose)) - frameTop).toBeLessThan(600);
    await page.close();
  });

  it('sees what is near while typing, and joins it with one press', async () => {
    const { page, frame } = await open(seats.amaraInEducation);
    await expectPage(frame, english('setUp.title'));

    await frame.getByLabel(english('setUp.name.label')).pressSequentially('Saver medicatoin');
    const near = frame.locator('.near', { hasText: wishes.name });
    await near.getByRole('button', { name: english('near.join') }).click();

    await expectPage(frame, wishes.name);
    expect(await frame.getByRole('heading', { level: 1 }).textContent()).toContain(wishes.name);
    await page.close();
  });

  it('scrolls one page, since the frame is as tall as what it holds', async () => {
    const growing = await openBrowser({ growsFrames: true });
    const { page, frame } = await openActivity(growing.context, stage.lms, seats.amaraInNursing);
    await expectPage(frame, wishes.name);
    await page.setViewportSize({ width: 400, height: 400 });

    await frame.waitForFunction(
      () => document.body.scrollHeight > 500 && innerHeight >= document.body.scrollHeight,
    );
    await growing.close();
  });
});
