import type { Visitor } from '../world.ts';
import type { Answer } from '../platform/browser.ts';
import { course, pressEmpty, unbroken, wideWords, type Cast, type Pages } from './cast.ts';
import { replyOf } from './discussions.ts';

/** A reply of the learner's that the teacher answered in private. */
async function privatelyAnswered(cast: Cast): Promise<string> {
  const post = await replyOf(cast);
  const talk = `${post}/private`;
  await cast.teacher.press(await cast.teacher.get(talk), talk, { body: wideWords });
  return post;
}

/** What was written to the learner about this post, by its id. */
async function privateReplyTo({ learner, thread }: Cast, post: string): Promise<string> {
  const { body } = await learner.get(thread);
  const ids = body.matchAll(/posts\/(\d+)\/private\/([\w-]{36})\/removal/g);
  return [...ids].find(([, postNo]) => post.endsWith(`/${postNo}`))?.[2] ?? '';
}

async function reportInPrivate(cast: Cast): Promise<{ replyId: string; sent: Answer }> {
  const post = await privatelyAnswered(cast);
  const replyId = await privateReplyTo(cast, post);
  const path = `${post}/private/${replyId}/report`;
  const told = { reason: 'other', words: unbroken };
  await cast.learner.press(await cast.learner.get(path), path, told);
  return { replyId, sent: await cast.learner.get(path) };
}

/** Somebody who leads the hard community beside its teacher. */
async function anotherFacilitator({ world, comes }: Cast): Promise<Visitor> {
  const person = { sub: 'person-dana', given: unbroken.slice(0, 60), family: 'K', email: '' };
  const visitor = await comes({ person, role: 'learner', course });
  await world.house.database.within(world.organizationId, (tx) =>
    tx
      .updateTable('memberships')
      .set({ role: 'facilitator' })
      .where('personId', 'in', (identities) =>
        identities.selectFrom('identities').select('personId').where('subject', '=', person.sub),
      )
      .execute(),
  );
  return visitor;
}

export const privateRepliesPages: Pages = {
  'private-replies/write': async (cast) =>
    cast.teacher.get(`${await privatelyAnswered(cast)}/private`),
  'private-replies/write, by the author': async (cast) => {
    const post = await privatelyAnswered(cast);
    return cast.learner.get(`${post}/private?to=${await privateReplyTo(cast, post)}`);
  },
  'private-replies/write, with errors': async (cast) =>
    pressEmpty(cast.teacher, `${await replyOf(cast)}/private`, ['body']),
  'private-replies/confirm': async (cast) => {
    const post = await privatelyAnswered(cast);
    return cast.learner.get(`${post}/private/${await privateReplyTo(cast, post)}/removal`);
  },
  'private-replies/report': async (cast) => {
    const post = await privatelyAnswered(cast);
    return cast.learner.get(`${post}/private/${await privateReplyTo(cast, post)}/report`);
  },
  'private-replies/report, sent': async (cast) => (await reportInPrivate(cast)).sent,
  'private-replies/report, with errors': async (cast) => {
    const post = await privatelyAnswered(cast);
    const replyId = await privateReplyTo(cast, post);
    return pressEmpty(cast.learner, `${post}/private/${replyId}/report`, ['reason', 'words']);
  },
  'private-replies/reported': async (cast) => {
    const { replyId } = await reportInPrivate(cast);
    return (await anotherFacilitator(cast)).get(`${cast.home}/private-reports/${replyId}`);
  },
  'discussions/show, with private replies': async (cast) => {
    const post = await privatelyAnswered(cast);
    const page = await cast.learner.get(`${post}/private?to=${await privateReplyTo(cast, post)}`);
    await cast.learner.press(page, `${post}/private`, { body: wideWords });
    return cast.learner.get(cast.thread);
  },
  'discussions/list, with private replies': async (cast) => {
    await privatelyAnswered(cast);
    return cast.learner.get(`${cast.home}/threads`);
  },
};
