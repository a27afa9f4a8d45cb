import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserContext, Frame, Page, Route } from 'playwright-core';
import {
  gradebookOf,
  openActivity,
  openPicker,
  seats,
  toolFrame,
} from '../support/browser/demo-activities.ts';
import {
  ask,
  english,
  expectPage,
  setUpCommunity,
  wishes,
} from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';
import { until } from '../jobs/queue-house.ts';

const question = 'Look-alike vials: what did your ward change?';
const phrase = 'Medicación de noche: ¿quién comprueba?';
const third = 'What is it good for?';

let stage: Stage;
let browser: TestBrowser;
let context: BrowserContext;

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
  ({ context } = browser);
  const { page, frame } = await openActivity(context, stage.lms, seats.amaraInNursing);
  await setUpCommunity(frame);
  for (const title of [question, phrase, third]) await ask(frame, title, 'So?');
  await page.close();
});

afterAll(async () => {
  await browser.close();
  await stage.close();
});

const title = english('deepLinking.title');
const placeButton = (frame: Frame) =>
  frame.getByRole('button', { name: english('deepLinking.place'), exact: true });
const offers = (frame: Frame) => frame.locator('.offer');

async function openInNursing(where = context): Promise<{ page: Page; frame: Frame }> {
  const opened = await openPicker(where, stage.lms, seats.amaraInNursing);
  await expectPage(opened.frame, title);
  return opened;
}

/** The course's page, to which the dialogue leads back by itself. */
const expectAdded = (page: Page) => page.getByText('1 activity was added.').last().waitFor();

/** Presses Tab until the tool's own focus is on such an element. */
async function tabTo(page: Page, frame: Frame, selector: string): Promise<void> {
  for (let presses = 0; presses < 25; presses += 1) {
    await page.keyboard.press('Tab');
    const isThere = `document.hasFocus() && document.activeElement?.matches(${JSON.stringify(selector)})`;
    if (await frame.evaluate<boolean>(isThere)) return;
  }
  throw new Error(`Tab never came to ${selector}`);
}

/** A frame of another site hears of its new size a moment after the page around it. */
async function learnedOfItsSize(frame: Frame): Promise<void> {
  const around = await frame.frameElement();
  await until(async () => {
    const outside = await around.evaluate((element) =>
      element instanceof HTMLElement ? [element.clientWidth, element.clientHeight] : [],
    );
    const inside = await frame.evaluate('[innerWidth, innerHeight]');
    return JSON.stringify(inside) === JSON.stringify(outside);
  });
}

describe('the picker in the dialogue of an LMS', () => {
  it('finds a thread while its words are typed, places it with a column, and the activity opens it', async () => {
    const { page, frame } = await openInNursing();
    await frame.locator('#words').pressSequentially('vials');
    await frame.getByText('One found').waitFor({ state: 'attached' });
    expect(await offers(frame).count()).toBe(1);
    // The list came while the hands were on the keys.
    expect(await frame.evaluate('document.activeElement?.id')).toBe('words');

    await frame.getByLabel(question).check();
    await frame.getByLabel(english('deepLinking.gradebook')).check();
    await placeButton(frame).click();

    await expectAdded(page);
    await page.getByRole('link', { name: question }).click();
    await page.waitForURL(/\/activities\//);
    await expectPage(await toolFrame(page), question);
    await page.goto(stage.lms + gradebookOf(seats.amaraInNursing));
    await page.getByRole('columnheader', { name: question }).waitFor();
    await page.close();
  });

  it('does its work by keyboard alone, in the smallest dialogue', async () => {
    const { page, frame } = await openInNursing();
    await page.setViewportSize({ width: 500, height: 400 });
    await tabTo(page, frame, '#words');
    await page.keyboard.insertText('medicacion');
    await frame.getByText('One found').waitFor({ state: 'attached' });
    // Enter looks, and never places.
    await frame.evaluate(`document.querySelector('#offers').dataset.before = ''`);
    await page.keyboard.press('Enter');
    await frame.locator('#offers:not([data-before])').waitFor();
    await tabTo(page, frame, '[name=offer]');
    await page.keyboard.press('Space');
    await frame.getByLabel(phrase).and(frame.locator(':checked')).waitFor();
    await tabTo(page, frame, '[value=place]');
    await page.keyboard.press('Enter');

    await expectAdded(page);
    await page.getByRole('link', { name: phrase }).press('Enter');
    await page.waitForURL(/\/activities\//);
    await expectPage(await toolFrame(page), phrase);
    await page.close();
  });

  it('keeps what is chosen while a search is under way, and the focus with it', async () => {
    const { page, frame } = await openInNursing();
    let letGo = () => {};
    const chosen = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const holdBack = async (route: Route) => {
      await chosen;
      await route.continue();
    };
    await page.route('**/deep-linking/offers', holdBack, { times: 1 });
    const search = page.waitForRequest('**/deep-linking/offers');
    await frame.locator('#words').pressSequentially('good');
    await search;

    await frame.getByLabel(phrase).check();
    letGo();

    await frame.getByText('One found').waitFor({ state: 'attached' });
    const kept = frame.getByRole('group', { name: english('deepLinking.chosen') });
    expect(await kept.getByLabel(phrase).isChecked()).toBe(true);
    expect(await frame.evaluate('document.activeElement?.value')).toBe(
      await frame.getByLabel(phrase).getAttribute('value'),
    );
    await page.close();
  });

  it.each([
    { width: 800, height: 600 },
    { width: 500, height: 400 },
    { width: 320, height: 480 },
  ])('has its button in sight and nothing in the way at $width by $height', async (size) => {
    const { page, frame } = await openInNursing();
    await page.setViewportSize(size);
    await learnedOfItsSize(frame);
    const button = placeButton(frame);
    for (const at of ['0', 'document.body.scrollHeight']) {
      await frame.evaluate(`window.scrollTo(0, ${at})`);
      const box = await button.boundingBox();
      expect(box && box.y >= 0 && box.y + box.height <= size.height).toBe(true);
      expect(box && box.x >= 0 && box.x + box.width <= size.width).toBe(true);
      // Pressed where it is seen, it is the button that is pressed.
      await button.click({ trial: true });
    }
    expect(await frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);

    const boxes = await frame.evaluate<Box[]>(boxesOf('h1, .search > :not(label), .offer'));
    expect(boxes.length).toBe(8);
    expect(overlapsIn(boxes)).toEqual([]);

    // Whatever is focused stands clear of the buttons.
    await offers(frame).last().locator('input').focus();
    const last = await offers(frame).last().locator('input').boundingBox();
    const bar = await frame.locator('.confirm').boundingBox();
    expect(last && bar && last.y + last.height <= bar.y).toBe(true);
    await page.close();
  });

  it('takes one where the LMS takes one, the course’s community unless told', async () => {
    const care = await openActivity(context, stage.lms, seats.kenjiInCare);
    await setUpCommunity(care.frame);
    await care.page.close();
    const { page, frame } = await openPicker(context, stage.lms, seats.kenjiInCare);
    await expectPage(frame, title);
    expect(await frame.locator('[name=offer]:checked').getAttribute('value')).toBe('home');

    await frame.locator('[value=place]').click();

    await expectAdded(page);
    await page.getByRole('link', { name: wishes.name }).first().waitFor();
    await page.close();
  });

  it('works where the browser keeps no cookie at all', async () => {
    const strict = await openBrowser({ cookies: 'all-blocked' });
    const { page, frame } = await openInNursing(strict.context);
    await placeButton(frame).click();
    await frame.getByText(english('deepLinking.missing')).waitFor();
    await frame.locator('#words').pressSequentially('good');
    await frame.getByText('One found').waitFor({ state: 'attached' });
    await frame.getByLabel(third).check();
    await placeButton(frame).click();

    await expectAdded(page);
    await strict.close();
  });
});

interface Box {
  name: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A script that measures what the selector finds. */
const boxesOf = (
  selector: string,
) => `[...document.querySelectorAll(${JSON.stringify(selector)})].map(
  (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { name: element.textContent.trim(), left, top, right, bottom };
  },
)`;

function overlapsIn(boxes: readonly Box[]): [string, string][] {
  return boxes.flatMap((one, index) =>
    boxes.slice(index + 1).flatMap((other): [string, string][] => {
      const isApart =
        one.right <= other.left ||
        other.right <= one.left ||
        one.bottom <= other.top ||
        other.bottom <= one.top;
      return isApart ? [] : [[one.name, other.name]];
    }),
  );
}
