import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import axe from 'axe-core';
import type { Frame } from 'playwright-core';
import { openActivity, seats } from '../support/browser/demo-activities.ts';
import {
  ask,
  english,
  expectPage,
  openTalk,
  setUpCommunity,
} from '../support/browser/guildhall-pages.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';

const title = 'Who knows the new pumps?';
let stage: Stage;
let browser: TestBrowser;
let frame: Frame;

beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
  const { context } = browser;
  const { frame: teacher } = await openActivity(context, stage.lms, seats.amaraInNursing);
  await setUpCommunity(teacher);
  await ask(teacher, title, 'I do not.');
  await openActivity(context, stage.lms, seats.yusufInNursing);
  ({ frame } = await openActivity(context, stage.lms, seats.linhInNursing));
  await openTalk(frame);
  await frame.getByRole('link', { name: title, exact: true }).click();
  await expectPage(frame, title);
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});

const editor = () => frame.getByRole('textbox', { name: english('reply.body.label') });
const list = () => frame.getByRole('listbox', { name: english('writing.people.title') });
const option = (name: string) => list().getByRole('option', { name, exact: true });

/** What assistive technology is told of what is chosen in the list. */
const chosen = () =>
  editor().evaluate((area) => {
    const id = area.getAttribute('aria-activedescendant');
    return id ? (document.getElementById(id)?.textContent ?? '') : null;
  });

async function type(words: string): Promise<void> {
  await editor().fill('');
  await editor().pressSequentially(words);
}

describe('naming somebody by keyboard', () => {
  it('offers members, has arrows choose, and takes one by Enter', async () => {
    await type('Ask @mi');
    await list().waitFor();
    const names = await list().getByRole('option').allTextContents();
    expect(names).toContain('Yusuf Demir');
    expect(await chosen()).toBe(names[0]);

    for (const name of [...names.slice(1), names[0] ?? '']) {
      await editor().press('ArrowDown');
      expect(await chosen()).toBe(name);
    }
    for (let at = 0; at < names.indexOf('Yusuf Demir'); at += 1) await editor().press('ArrowDown');
    await editor().press('Enter');

    await list().waitFor({ state: 'hidden' });
    expect(await editor().inputValue()).toMatch(/^Ask @\[Yusuf Demir\]\(person:[0-9a-f-]{36}\) $/);
    expect(await chosen()).toBeNull();
    await frame.getByRole('button', { name: english('reply.submit'), exact: true }).click();
    await frame.locator('.post .mention', { hasText: '@Yusuf Demir' }).waitFor();
  });

  it('leaves by Escape, and stays away until something else is typed', async () => {
    await type('@amara');
    await option('Amara Nwosu').waitFor();
    await editor().press('Escape');
    await list().waitFor({ state: 'hidden' });
    expect(await editor().inputValue()).toBe('@amara');
    await editor().pressSequentially(' n');
    await option('Amara Nwosu').waitFor();
  });

  it('offers nothing inside an address, and lets Enter be a new line where nothing is offered', async () => {
    await type('write to x@amara');
    await editor().press('Enter');
    expect(await editor().inputValue()).toBe('write to x@amara\n');
    expect(await list().isVisible()).toBe(false);
  });

  it('shows nothing that axe finds wrong while it offers', async () => {
    await type('@amara');
    await option('Amara Nwosu').waitFor();
    await frame.evaluate(axe.source);
    const wrong = await frame.evaluate(
      `axe.run('[data-editor]').then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map((node) => node.html).join(' ')))`,
    );
    expect(wrong).toEqual([]);
  });
});
