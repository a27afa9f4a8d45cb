import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { openActivity, seats, toolFrame, type Seat } from '../support/browser/demo-activities.ts';
import { until } from '../jobs/queue-house.ts';
import { english, expectPage, setUpCommunity } from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';

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

const title = 'Counting the keys';

async function openKnowledge(frame: Frame): Promise<void> {
  const navigation = frame.getByRole('navigation', { name: english('page.navigation') });
  await navigation.getByText(english('knowledge.title')).click();
  await expectPage(frame, english('knowledge.title'));
}

/** Somebody of the course, where what the community knows is listed. */
async function atKnowledge(seat: Seat): Promise<{ page: Page; frame: Frame }> {
  const place = await openActivity(context, stage.lms, seat);
  // A page whose words are not saved asks before it goes; here it may.
  place.page.on('dialog', (dialog) => void dialog.accept().catch(() => {}));
  await openKnowledge(place.frame);
  return place;
}

const bodyIn = (frame: Frame) =>
  frame.getByRole('textbox', { name: english('article.body.label') });
const button = (frame: Frame, key: string) =>
  frame.getByRole('button', { name: english(key), exact: true });
const seeSaved = (frame: Frame) =>
  frame.locator('[data-draft-state]').getByText(english('writing.saved')).waitFor();

async function openForm(frame: Frame): Promise<void> {
  await frame.getByRole('link', { name: title, exact: true }).click();
  await expectPage(frame, title);
  await frame.getByRole('link', { name: english('article.edit.link'), exact: true }).click();
  await expectPage(frame, english('article.edit.title'));
}

describe('an article that two members change at once', () => {
  beforeAll(async () => {
    const { page, frame } = await atKnowledge(seats.amaraInNursing);
    await frame.getByRole('link', { name: english('article.new.title') }).click();
    await frame
      .getByRole('link', { name: english('article.kinds.page.name'), exact: true })
      .click();
    await frame.getByLabel(english('article.title.label')).fill(title);
    await bodyIn(frame).fill('Count them twice.');
    await button(frame, 'article.wish.publish').click();
    await expectPage(frame, title);
    await page.close();
  });

  it('loses none of their words, not even those of a session that ends meanwhile', async () => {
    const linh = await atKnowledge(seats.linhInNursing);
    await openForm(linh.frame);
    await bodyIn(linh.frame).fill('Count them twice, and aloud.');
    await seeSaved(linh.frame);

    const amara = await atKnowledge(seats.amaraInNursing);
    await openForm(amara.frame);
    await amara.frame.getByText(english('article.edit.other')).waitFor();
    await bodyIn(amara.frame).fill('Count them twice. Sign for them.');
    await button(amara.frame, 'article.wish.publish').click();
    await expectPage(amara.frame, title);
    await amara.page.close();

    await stage.house.database.atTheDoor((tx) => tx.deleteFrom('sessions').execute());
    await bodyIn(linh.frame).fill('Count them twice, and aloud, every time.');
    await button(linh.frame, 'article.wish.ask').click();
    await linh.frame.locator('[data-draft-trouble]').getByText(english('writing.ended')).waitFor();

    await linh.page.reload();
    const frame = await toolFrame(linh.page);
    await openKnowledge(frame);
    await openForm(frame);
    expect(await bodyIn(frame).inputValue()).toBe('Count them twice, and aloud, every time.');
    await button(frame, 'article.wish.ask').click();
    await expectPage(frame, english('article.meeting.title'));
    await frame.locator('ins', { hasText: 'Sign for them' }).waitFor();
    expect(await bodyIn(frame).inputValue()).toBe('Count them twice, and aloud, every time.');

    await bodyIn(frame).fill('Count them twice, and aloud, every time. Sign for them.');
    await button(frame, 'article.wish.ask').click();
    await expectPage(frame, title);
    await frame.getByText(english('article.waiting.yours')).waitFor();
    await frame.getByText('Count them twice. Sign for them.').waitFor();
    await linh.page.close();
  });
});

describe('the tree of sections', () => {
  const linesIn = (frame: Frame) =>
    frame
      .locator('[data-line]')
      .evaluateAll((lines) =>
        lines.map(
          (line) =>
            `${line.getAttribute('data-depth')} ${line.querySelector('strong')?.textContent}`,
        ),
      );
  const handleOf = (frame: Frame, of: string) =>
    frame.getByRole('button', { name: english('section.drag.handle').replace('{{title}}', of) });

  const expectLines = (frame: Frame, lines: string[]) =>
    until(async () => (await linesIn(frame).catch(() => [])).join() === lines.join());

  it('is moved by dragging and by keys, and says where to', async () => {
    const { page, frame } = await atKnowledge(seats.amaraInNursing);
    await frame.getByRole('link', { name: english('section.arrange.title') }).click();
    for (const name of ['Ward', 'Night', 'Clinic']) {
      await frame.getByLabel(english('section.name.label'), { exact: true }).first().fill(name);
      await button(frame, 'section.add.submit').click();
      await handleOf(frame, name).waitFor();
    }

    const [from, to] = [handleOf(frame, 'Clinic'), handleOf(frame, 'Ward')];
    await to.scrollIntoViewIfNeeded();
    await from.hover();
    const [start, end] = [await from.boundingBox(), await to.boundingBox()];
    if (!start || !end) throw new Error('Nothing to grasp');
    await page.mouse.down();
    await page.mouse.move(start.x + 8, end.y + 40, { steps: 4 });
    await page.mouse.move(start.x + 8, end.y - 4, { steps: 4 });
    await frame.locator('.landing').waitFor();
    await page.mouse.up();
    await expectLines(frame, ['0 Clinic', '0 Ward', '0 Night']);

    await handleOf(frame, 'Night').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    const said = english('section.drag.lastIn').replace('{{parent}}', 'Clinic');
    await frame.locator('[data-tree-said]').getByText(said).waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await expectLines(frame, ['0 Clinic', '1 Night', '0 Ward']);

    await handleOf(frame, 'Ward').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    expect(await linesIn(frame)).toEqual(['0 Clinic', '1 Night', '0 Ward']);
    await page.close();
  });
});
