import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Frame, Page } from 'playwright-core';
import { z } from 'zod';
import { openActivity, seats } from '../support/browser/demo-activities.ts';
import { english, expectPage, setUpCommunity, wishes } from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';

let stage: Stage;
let browser: TestBrowser;
let page: Page;
let frame: Frame;
beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
  const nursing = await openActivity(browser.context, stage.lms, seats.amaraInNursing);
  await setUpCommunity(nursing.frame);
  await nursing.page.close();
  ({ page, frame } = await openActivity(browser.context, stage.lms, seats.amaraInEducation));
  await expectPage(frame, english('setUp.title'));
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});

/** What a screen reader hears in the page of the LMS that is around ours. */
const expectHeardInLms = (words: string) =>
  page.locator('#announcements', { hasText: words }).waitFor();

const Heard = z.array(z.object({ subject: z.string(), body: z.string().optional() }));

/** Puts a page of ours, without what forbids it, into a page of this origin; gives what that page is told. */
async function heardAt(origin: string, ours: string): Promise<string[]> {
  const around = await browser.context.newPage();
  const address = `${stage.house.url}/shown`;
  await around.route(`${address}**`, (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: ours }),
  );
  await around.route(`${origin}/**`, (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<script>
          window.heard = [];
          addEventListener('message', ({ data }) => window.heard.push(data));
        </script>
        <iframe name="tool" src="${address}"></iframe>`,
    }),
  );
  await around.goto(`${origin}/around`);
  const tool = around.frame('tool');
  if (!tool) throw new Error('No frame');
  // Messages come in the order they were sent in, so nothing of before is still to come.
  await tool.evaluate(`parent.postMessage({ subject: 'the last one' }, '*')`);
  await around.waitForFunction(`heard.at(-1)?.subject === 'the last one'`);
  const heard = Heard.parse(await around.evaluate('heard'));
  await around.close();
  return heard
    .filter(({ subject }) => subject === 'lti.screenReaderAlert')
    .map(({ body }) => body ?? '');
}

describe('what a page says in passing', () => {
  it('is said in the page and in the LMS when something came while one types', async () => {
    await frame.getByLabel(english('setUp.name.label')).fill(wishes.name);

    const words = english('near.title_one');
    await frame.locator('#near-found[role=status]', { hasText: words }).waitFor({
      state: 'attached',
    });
    await expectHeardInLms(words);
  });

  it('is said when a form could not be taken, with what is missing', async () => {
    await frame.getByLabel(english('setUp.name.label')).fill('');
    await frame.getByRole('button', { name: english('setUp.submit') }).click();

    await frame
      .getByRole('alert')
      .filter({ hasText: english('setUp.name.missing') })
      .waitFor();
    await expectHeardInLms(english('setUp.name.missing'));
  });

  it('is told to the LMS of the launch, once, and to no other page that framed ours', async () => {
    const ours = await frame.content();
    const summary = await frame.getByRole('alert').innerText();

    const heard = await heardAt(stage.lms, ours);
    expect(heard).toEqual([summary.replaceAll(/\s+/g, ' ')]);
    expect(await heardAt('https://elsewhere.test', ours)).toEqual([]);
  });
});
