import { pressEmpty, quiet, unbroken, wideWords, type Cast, type Pages } from './cast.ts';
import { choose } from './communities.ts';
import { replyOf } from './discussions.ts';

/** A reply of the learner's that a facilitator hid. */
async function hiddenPost(cast: Cast): Promise<string> {
  const { teacher } = cast;
  const post = await replyOf(cast);
  const form = await teacher.get(`${post}/care/hide`);
  await teacher.press(form, `${post}/care/hide`, { rule: 'unkind', words: unbroken });
  return post;
}

/** A thread that the learner began without showing their name. */
async function sealedPost(cast: Cast): Promise<string> {
  const { learner, home } = cast;
  await choose(cast, { anonymity: 'peers' });
  const page = await learner.get(`${home}/threads/new`);
  const words = { kind: 'discussion', title: unbroken, body: wideWords, anonymous: 'on' };
  const begun = await learner.press(page, `${home}/threads`, words);
  return `${begun.location?.pathname}/posts/1`;
}

export const moderationPages: Pages = {
  'moderation/report': ({ learner, thread }) => learner.get(`${thread}/posts/1/report`),
  'moderation/report, sent': ({ learner, thread }) => learner.get(`${thread}/posts/1/report?sent`),
  'moderation/report, with errors': ({ learner, thread }) =>
    pressEmpty(learner, `${thread}/posts/1/report`, ['reason', 'words']),
  'moderation/post': async ({ learner, teacher, thread }) => {
    const report = { reason: 'other', words: unbroken };
    const form = await learner.get(`${thread}/posts/2/report`);
    await learner.press(form, `${thread}/posts/2/report`, report);
    return teacher.get(`${thread}/posts/2/care`);
  },
  'moderation/decide': ({ teacher, thread }) => teacher.get(`${thread}/posts/1/care/hide`),
  'moderation/decide, to take something out': async (cast) =>
    cast.teacher.get(`${await replyOf(cast)}/care/redact`),
  'moderation/decide, with errors': ({ teacher, thread }) =>
    pressEmpty(teacher, `${thread}/posts/1/care/hide`, ['rule', 'words']),
  'moderation/decide, when somebody else did': ({ teacher, thread }) =>
    teacher.get(`${thread}/posts/1/care/uphold`),
  'moderation/decisions': async (cast) => {
    const post = await hiddenPost(cast);
    return cast.learner.get(`${post}/decisions`);
  },
  'moderation/decisions, with errors': async (cast) => {
    const post = await hiddenPost(cast);
    const page = await cast.learner.get(`${post}/decisions`);
    return cast.learner.press(page, `${post}/decisions/appeals`, { kind: 'appeal', words: '' });
  },
  'moderation/decisions, answered': async (cast) => {
    const { learner, teacher } = cast;
    const post = await hiddenPost(cast);
    const page = await learner.get(`${post}/decisions`);
    const appeal = { kind: 'appeal', words: unbroken };
    await learner.press(page, `${post}/decisions/appeals`, appeal);
    const form = await teacher.get(`${post}/care/uphold`);
    await teacher.press(form, `${post}/care/uphold`, { words: unbroken });
    return learner.get(`${post}/decisions`);
  },
  'moderation/unseal': async (cast) => cast.teacher.get(`${await sealedPost(cast)}/care/unsealing`),
  'moderation/unseal, with errors': async (cast) =>
    pressEmpty(cast.teacher, `${await sealedPost(cast)}/care/unsealing`, ['words']),
  'moderation/unseal, the name': async (cast) => {
    const path = `${await sealedPost(cast)}/care/unsealing`;
    return cast.teacher.press(await cast.teacher.get(path), path, { words: 'A threat.' });
  },
  'moderation/thread': ({ teacher, thread }) => teacher.get(`${thread}/care`),
  'moderation/thread, with errors': ({ teacher, thread }) =>
    pressEmpty(teacher, `${thread}/care`, ['replies', 'slowSeconds']),
  'moderation/move': ({ teacher, thread }) => teacher.get(`${thread}/care/move`),
  'moderation/move, with a preview': async ({ teacher, thread }) => {
    const page = await teacher.get(`${thread}/care/move`);
    const into = /name="into"[^>]* value="([^"]+)"/.exec(page.body)?.[1];
    return teacher.get(`${thread}/care/move?into=${into}`);
  },
  'moderation/merge': ({ teacher, thread }) => teacher.get(`${thread}/care/merge`),
  'moderation/merge, nothing found': ({ teacher, thread }) =>
    teacher.get(`${thread}/care/merge?words=${unbroken}zzz`),
  'moderation/merge, with a preview': async ({ teacher, thread }) => {
    const page = await teacher.get(`${thread}/care/merge`);
    const into = /name="into"[^>]* value="([^"]+)"/.exec(page.body)?.[1];
    return teacher.get(`${thread}/care/merge?into=${into}`);
  },
  'moderation/merge, with errors': ({ teacher, thread }) =>
    pressEmpty(teacher, `${thread}/care/merge`, ['into']),
  'moderation/split': ({ teacher, thread }) => teacher.get(`${thread}/care/split`),
  'moderation/split, with errors': ({ teacher, thread }) =>
    pressEmpty(teacher, `${thread}/care/split`, ['title', 'posts']),
  'moderation/log': ({ teacher, home }) => teacher.get(`${home}/log`),
  'moderation/log, empty': async ({ comes }) => {
    const teacher = await comes({ role: 'instructor', course: quiet });
    return teacher.get(`${teacher.arrived.url.pathname}/log`);
  },
};
