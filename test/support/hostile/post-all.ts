import { randomUUID } from 'node:crypto';
import type { Answer } from '../platform/browser.ts';
import { begin } from '../talk.ts';
import type { Visitor } from '../world.ts';
import { hostile } from './index.ts';

const postsOnPage = 50;

/** What was answered to each of the replies of a thread that fills one page. */
export interface PostedThread {
  thread: string;
  sent: readonly string[];
  answers: Answer[];
}

/** Begins a thread, in every field of the form, and replies to it. */
async function postThread(
  who: Visitor,
  home: string,
  sent: readonly string[],
): Promise<PostedThread> {
  const [first = ''] = sent;
  const thread = await begin(who, home, {
    title: `On ${first}`.slice(0, 255),
    body: `On ${first}`.slice(0, 32_000),
    tried: first,
  });
  const page = await who.get(thread);
  const answers = [];
  for (const body of sent)
    answers.push(await who.press(page, `${thread}/posts`, { body, _key: randomUUID() }));
  return { thread, sent, answers };
}

/** Posts everything hostile, or some of it, in threads of a page each. */
export async function postHostile(
  who: Visitor,
  home: string,
  sources: readonly string[] = hostile,
): Promise<PostedThread[]> {
  const threads: PostedThread[] = [];
  const repliesOnPage = postsOnPage - 1;
  for (let at = 0; at < sources.length; at += repliesOnPage)
    threads.push(await postThread(who, home, sources.slice(at, at + repliesOnPage)));
  return threads;
}
