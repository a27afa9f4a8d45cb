import { expect } from 'vitest';
import type { Answer, Fields } from './platform/browser.ts';
import { pathOf } from './talk.ts';
import type { Visitor } from './world.ts';

const anArticle = {
  title: 'How we hand over a shift',
  body: '## Before\n\nRead the *board*.\n\n## At the bed\n\nSay it aloud.\n\n## After\n\nSign.',
  wish: 'publish',
};

/** Writes an article in the community of this path. @returns the article's path */
export async function writeArticle(
  who: Visitor,
  home: string,
  { kind = 'page', ...fields }: { kind?: string } & Record<string, string> = {},
): Promise<string> {
  const form = await who.get(`${home}/knowledge/new?kind=${kind}`);
  const answer = await who.press(form, `${home}/knowledge`, { ...anArticle, ...fields });
  expect(answer.status).toBe(303);
  return pathOf(answer);
}

/** Changes the article of this path, from the form as it is shown now or was shown before. */
export async function changeArticle(
  who: Visitor,
  article: string,
  fields: Fields,
  form?: Answer,
): Promise<Answer> {
  const page = form ?? (await who.get(`${article}/edit`));
  return who.press(page, article, { ...anArticle, ...fields });
}

/** Answers what waits, as the page showed it when it was looked at. */
export async function decideAbout(
  who: Visitor,
  article: string,
  fields: Fields,
  page?: Answer,
): Promise<Answer> {
  const shown = page ?? (await who.get(`${article}/waiting`));
  return who.press(shown, `${article}/decision`, fields);
}

/** Makes a draft of some posts of a thread. @returns its path */
export async function articleOf(
  who: Visitor,
  thread: string,
  { posts, title }: { posts: string[]; title: string },
): Promise<string> {
  const action = `${thread}/article`;
  const answer = await who.press(await who.get(action), action, {
    post: posts,
    title,
    kind: 'how-to',
  });
  expect(answer.status).toBe(303);
  return pathOf(answer).replace('/edit', '');
}
