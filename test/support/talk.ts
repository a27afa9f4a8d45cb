import { expect } from 'vitest';
import type { Answer } from './platform/browser.ts';
import type { Visitor } from './world.ts';

/** Where an answer leads, as a path. */
export const pathOf = ({ location }: Answer): string =>
  (location?.pathname ?? '') + (location?.search ?? '');

const question = { kind: 'question', title: 'How do you mark drafts?', body: 'I am *new* to it.' };

/** Begins a thread in the community of this path. @returns the thread's path */
export async function begin(who: Visitor, home: string, fields: object = {}): Promise<string> {
  const form = await who.get(`${home}/threads/new`);
  const answer = await who.press(form, `${home}/threads`, { ...question, ...fields });
  expect(answer.status).toBe(303);
  return pathOf(answer);
}

/** Replies to the thread of this path. */
export async function answerTo(
  who: Visitor,
  thread: string,
  body: string,
  fields: object = {},
): Promise<Answer> {
  return who.press(await who.get(thread), `${thread}/posts`, { body, ...fields });
}

/** Does something to a post by a button of its own. @returns the page that it leads to */
export async function onPost(
  who: Visitor,
  thread: string,
  { postNo, deed, fields }: { postNo: number; deed: string; fields: Record<string, string> },
): Promise<Answer> {
  const path = `${thread}/posts/${postNo}`;
  const page = await who.get(thread);
  return who.press(page, `${path}/reactions`, fields, `${path}/${deed}`);
}

/** What a page of a thread says of one post. */
export function postIn({ body }: Answer, postNo: number): string {
  const [, after = ''] = body.split(`id="post-${postNo}"`);
  return after.split('</article>')[0] ?? '';
}
