import type { Visitor } from '../world.ts';
import { begin } from '../talk.ts';
import { pressEmpty, unbroken, wideWords, type Cast, type Pages } from './cast.ts';
import { choose } from './communities.ts';

async function raiseIdea(who: Visitor, home: string): Promise<string> {
  const words = { kind: 'idea', title: unbroken, body: wideWords };
  const form = await who.get(`${home}/threads/new`);
  return (await who.press(form, `${home}/threads`, words)).location?.pathname ?? '';
}

/** A reply of the learner's. */
export async function replyOf({ learner, thread }: Cast): Promise<string> {
  const page = await learner.get(thread);
  const told = await learner.press(page, `${thread}/posts`, { body: wideWords });
  return `${thread}/posts/${/#post-(\d+)$/.exec(told.location?.href ?? '')?.[1]}`;
}

/** What the teacher wrote to be posted later. @returns the path where it is changed */
async function scheduledPath({ teacher, home }: Cast): Promise<string> {
  const words = { kind: 'idea', title: unbroken, body: wideWords };
  const form = await teacher.get(`${home}/threads/new`);
  const laterOn = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  await teacher.press(form, `${home}/threads`, { ...words, laterOn, laterAt: '09:00' });
  const { body } = await teacher.get(`${home}/threads/waiting`);
  return `${home}/threads/waiting/${/id="waiting-([0-9a-f-]{36})"/.exec(body)?.[1]}`;
}

/** A thread with a poll whose words are hard to lay out. */
async function polledThread({ teacher, home }: Cast): Promise<string> {
  return begin(teacher, home, {
    pollQuestion: unbroken.slice(0, 200),
    pollOptions: `${unbroken.slice(0, 100)}\nNo`,
    pollNames: 'on',
    pollClosesOn: '2099-12-31',
  });
}

export const discussionsPages: Pages = {
  'discussions/bookmarks': async ({ learner, thread }) => {
    const [opened, path] = [await learner.get(thread), `${thread}/posts/1`];
    await learner.press(opened, `${path}/reactions`, { wish: 'give' }, `${path}/bookmark`);
    return learner.get('/me/bookmarks');
  },
  'discussions/bookmarks, empty': ({ teacher }) => teacher.get('/me/bookmarks'),
  'discussions/edit': ({ teacher, thread }) => teacher.get(`${thread}/posts/1/edit`),
  'discussions/edit, with errors': ({ teacher, thread }) =>
    pressEmpty(teacher, `${thread}/posts/1/edit`, ['title', 'body'], `${thread}/posts/1`),
  'discussions/following': ({ learner, home }) => learner.get(`${home}/following?saved`),
  'discussions/history': ({ learner, thread }) => learner.get(`${thread}/posts/1/history`),
  'discussions/change-waiting': async (cast) => cast.teacher.get(await scheduledPath(cast)),
  'discussions/change-waiting, with errors': async (cast) => {
    const path = await scheduledPath(cast);
    return pressEmpty(cast.teacher, path, ['title', 'body', 'laterOn', 'laterAt']);
  },
  'discussions/waiting': async (cast) => {
    await scheduledPath(cast);
    return cast.teacher.get(`${cast.home}/threads/waiting?saved`);
  },
  'discussions/waiting, with one withdrawn': async (cast) => {
    const path = await scheduledPath(cast);
    const { teacher, home } = cast;
    const page = await teacher.get(`${home}/threads/waiting`);
    await teacher.press(page, `${path}/posting`, { wish: 'give' }, `${path}/withdrawal`);
    return teacher.get(`${home}/threads/waiting`);
  },
  'discussions/waiting, empty': ({ learner, home }) => learner.get(`${home}/threads/waiting`),
  'discussions/list, of what is unread': ({ teacher, home }) =>
    teacher.get(`${home}/threads?show=unread&kind=idea`),
  'discussions/list': ({ learner, home }) => learner.get(`${home}/threads`),
  'discussions/list, its end': ({ learner, home }) =>
    learner.get(
      `${home}/threads?after=2001-01-01T00:00:00.000Z_00000000-0000-4000-8000-000000000000`,
    ),
  'discussions/new': ({ learner, home }) => learner.get(`${home}/threads/new`),
  'discussions/new, with errors': ({ learner, home }) =>
    pressEmpty(learner, `${home}/threads/new`, ['kind', 'title', 'body'], `${home}/threads`),
  'discussions/new, with a poll that is wrong': async ({ learner, home }) =>
    learner.press(await learner.get(`${home}/threads/new`), `${home}/threads`, {
      pollOptions: unbroken.slice(0, 101),
      pollMost: '0',
      pollShows: 'never',
      pollClosesOn: '2020-01-01',
    }),
  'discussions/show, with a poll': async (cast) => cast.learner.get(await polledThread(cast)),
  'discussions/show, with a poll, voted in': async (cast) => {
    const thread = await polledThread(cast);
    const ballot = { choice: '1', wish: 'give' };
    await cast.teacher.press(await cast.teacher.get(thread), `${thread}/poll/ballot`, ballot);
    return cast.teacher.get(`${thread}?from=1`);
  },
  'discussions/show, with a poll, with errors': async (cast) => {
    const thread = await polledThread(cast);
    const page = await cast.learner.get(thread);
    return cast.learner.press(page, `${thread}/poll/ballot`, { wish: 'give' });
  },
  'discussions/show, with a poll that is over': async (cast) => {
    const thread = await polledThread(cast);
    await cast.teacher.press(await cast.teacher.get(thread), `${thread}/poll/closing`, {});
    return cast.learner.get(`${thread}?from=1`);
  },
  'discussions/show': ({ learner, thread }) => learner.get(thread),
  'discussions/show, with a warning': async (cast) => {
    await choose(cast, { warns: 'on', warnedWords: unbroken.slice(0, 60) });
    const { learner, thread } = cast;
    const body = 'tom@example.org, 20231234, +49 30 1234567';
    const warned = await learner.press(await learner.get(thread), `${thread}/posts`, { body });
    await choose(cast, { warns: 'off' });
    return warned;
  },
  'discussions/show, of an idea, to a facilitator': async ({ teacher, home }) =>
    teacher.get(await raiseIdea(teacher, home)),
  'discussions/show, of an idea, with errors': async ({ teacher, home }) => {
    const idea = await raiseIdea(teacher, home);
    return pressEmpty(teacher, idea, ['reason'], `${idea}/steps`);
  },
  'discussions/show, with errors': ({ learner, thread }) =>
    pressEmpty(learner, thread, ['body'], `${thread}/posts`),
};
