import type { Frame } from 'playwright-core';
import { wordsIn, type Words } from './words.ts';

/** What a person does on Guildhall's pages, in the frame or on the page they are in, in their language. */

export const english = wordsIn('en');

export const titleOf = (frame: Frame) => frame.getByRole('heading', { level: 1 });

export async function expectPage(frame: Frame, title: string): Promise<void> {
  await frame.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
}

export interface Wishes {
  name: string;
  purpose: string;
  topics: string;
}

export const wishes: Wishes = {
  name: 'Safer medication',
  purpose: 'We want fewer near misses with medicines.',
  topics: 'handover, double checks',
};

/** Gives the course a community; ends on its home. */
export async function setUpCommunity(frame: Frame, { name, purpose, topics }: Wishes = wishes) {
  await expectPage(frame, 'Which community is this course part of?');
  await frame.getByLabel('What is it called?').fill(name);
  await frame.getByLabel('What do you care about here?').fill(purpose);
  await frame.getByLabel('What do you talk about?').fill(topics);
  await frame.getByRole('button', { name: 'Open the community' }).click();
  await expectPage(frame, name);
}

/** From any page of the community to the form of a new thread. */
export async function toNewThread(frame: Frame, words: Words = english): Promise<void> {
  const asking = frame.getByRole('link', { name: words('community.ask') });
  await frame.waitForLoadState('domcontentloaded');
  // A page that leads there already must not be left for the same one: it may go in the middle of the next click.
  if (!(await asking.isVisible()))
    await frame.getByRole('link', { name: words('page.home'), exact: true }).click();
  await asking.click();
}

/** From any page of the community: asks, and ends on the question's page. */
export async function ask(
  frame: Frame,
  title: string,
  body: string,
  words: Words = english,
): Promise<void> {
  await toNewThread(frame, words);
  await expectPage(frame, words('newThread.title'));
  await frame.getByLabel(words('thread.title.label')).fill(title);
  await frame.getByLabel(words('thread.body.label')).fill(body);
  await frame.getByRole('button', { name: words('newThread.submit') }).click();
  await expectPage(frame, title);
}

/** From any page of the community to its list of threads. */
export async function openTalk(frame: Frame, words: Words = english): Promise<void> {
  const navigation = frame.getByRole('navigation', { name: words('page.navigation') });
  await navigation.getByText(words('page.talk')).click();
  await expectPage(frame, words('talk.title'));
}

/** On a question's page: answers, and waits for the answer to stand there. */
export async function answer(frame: Frame, body: string, words: Words = english): Promise<void> {
  await frame.getByRole('textbox', { name: words('reply.body.label') }).fill(body);
  await frame.getByRole('button', { name: words('reply.submit') }).click();
  await frame.locator('.post', { hasText: body }).waitFor();
}

/** A post as its reader sees it: found by its words, with its author's name as label. */
export function postSaying(frame: Frame, words: string) {
  return frame.locator('.post', { hasText: words });
}
