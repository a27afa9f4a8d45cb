import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seats } from '../support/browser/demo-activities.ts';
import { english, expectPage, postSaying, wishes } from '../support/browser/guildhall-pages.ts';
import { expectLedTo, Hand } from '../support/browser/keyboard.ts';
import { openBrowser, type TestBrowser } from '../support/browser/launch.ts';
import { openStage, type Stage } from '../support/browser/stage.ts';
import { wordsIn } from '../support/browser/words.ts';

let stage: Stage;
let browser: TestBrowser;
let amara: Hand;
let linh: Hand;
beforeAll(async () => {
  stage = await openStage();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await stage.close();
});

const french = wordsIn('fr');
const title = 'How do you confirm a verbal order?';

/** The first half of docs/accessibility.md's script: each test goes on where the one before stopped. */
describe('the keyboard alone', () => {
  it('leaves the focus in the LMS when the activity opens, and finds the way in', async () => {
    amara = await Hand.open(browser.context, stage.lms, seats.amaraInNursing);
    await expectPage(amara.frame, english('setUp.title'));

    expect((await amara.stop()).name).toBeNull();
    await amara.goTo(english('setUp.name.label'));
  });

  it('is led to what is missing in a form, and from there to each field', async () => {
    await amara.activate(english('setUp.submit'));
    await expectLedTo(amara, '.summary', english('form.problems'));

    await amara.activate(english('setUp.purpose.missing'));
    expect(await amara.stop()).toMatchObject({ tag: 'textarea', id: 'purpose' });
    await amara.goTo(english('setUp.name.missing'), 'Shift+Tab');
    await amara.press('Enter');
    expect(await amara.stop()).toMatchObject({ tag: 'input', id: 'name' });
  });

  it('sets a community up, and is led to its heading', async () => {
    await amara.type(wishes.name);
    await amara.fill(english('setUp.purpose.label'), wishes.purpose);
    await amara.fill(english('setUp.topics.label'), wishes.topics);
    await amara.activate(english('setUp.submit'));

    await expectLedTo(amara, 'h1', wishes.name);
  });

  it('skips to the content, and can go all through the page and out on either side', async () => {
    await amara.goTo(english('page.skip'), 'Shift+Tab');
    const box = await amara.frame.locator('.skip').boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    await amara.press('Enter');
    expect(await amara.stop()).toMatchObject({ tag: 'main' });

    await amara.goTo(english('community.ask'));
    await amara.goTo(null);
    await amara.goTo(english('page.skip'), 'Shift+Tab');
    await amara.goTo(null, 'Shift+Tab');
  });

  it('asks a question, of a kind and a topic', async () => {
    linh = await Hand.open(browser.context, stage.lms, seats.linhInNursing);
    await expectPage(linh.frame, wishes.name);
    await linh.activate(english('community.ask'));
    await expectLedTo(linh, 'h1', english('newThread.title'));

    await linh.goTo(english('newThread.kinds.question'));
    await linh.press('ArrowDown');
    expect((await linh.stop()).name).toBe(english('newThread.kinds.discussion'));
    await linh.press('ArrowUp');
    await linh.fill(english('thread.title.label'), title);
    await linh.goTo(english('thread.topic.label'));
    await linh.press('ArrowDown');
    await linh.fill(english('thread.body.label'), 'The line drops on nights.');
    await linh.activate(english('newThread.submit'));

    await expectLedTo(linh, 'h1', title);
    await linh.frame.getByText('handover').waitFor();
    await linh.close();
  });

  it('answers it, and is led to the answer', async () => {
    await amara.close();
    amara = await Hand.open(browser.context, stage.lms, seats.amaraInNursing);
    await expectPage(amara.frame, wishes.name);
    await amara.activate(english('page.talk'));
    await expectLedTo(amara, 'h1', english('talk.title'));
    await amara.activate(title);
    await expectLedTo(amara, 'h1', title);
    await amara.fill(english('reply.body.label'), 'Read it back, digit by digit.');
    await amara.activate(english('reply.submit'));

    await expectLedTo(amara, '.post', 'Read it back');
  });

  it('reads the answer, and is led to where it is new', async () => {
    linh = await Hand.open(browser.context, stage.lms, seats.linhInNursing);
    await expectPage(linh.frame, wishes.name);
    await linh.activate(title);

    await expectLedTo(linh, '.line', english('thread.newSince'));
    await postSaying(linh.frame, 'Read it back').waitFor();
  });

  it('goes from post to post by single keys, is told of them, and can turn them off', async () => {
    const idAfter = async (...keys: string[]) => {
      for (const key of keys) await linh.press(key);
      return (await linh.stop()).id;
    };
    expect(await idAfter('j', 'j')).toBe('post-2');
    expect(await idAfter('k')).toBe('post-1');
    expect(await idAfter('?')).toBe('');
    await linh.frame.getByText(english('keys.reply')).waitFor();
    await linh.goTo(english('keys.on'));
    await linh.press('Space');
    expect(await idAfter('j')).toBe('');
    await linh.press('Space');
    expect(await idAfter('k', 'k')).toBe('post-1');
    await linh.press('r');
    expect(await linh.stop()).toMatchObject({ tag: 'textarea', id: 'body' });
    await linh.type('j');
    expect((await linh.stop()).id).toBe('body');
  });

  it('chooses a language and no motion, and is led to what was done', async () => {
    await linh.goTo(english('page.me'), 'Shift+Tab');
    await linh.press('Enter');
    await expectLedTo(linh, 'h1', english('me.title'));
    await linh.goTo(english('me.language.label'));
    await linh.press('f');
    await linh.goTo(english('me.calm.label'));
    await linh.press('Space');
    await linh.activate(english('me.submit'));

    await expectLedTo(linh, '.notice', french('me.saved'));
    await linh.frame.locator('html.calm[lang=fr]').waitFor();
  });
});
