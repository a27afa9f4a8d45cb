import type { Visitor } from '../world.ts';
import type { Answer } from '../platform/browser.ts';
import { freshCourse, pressEmpty, unbroken, type Cast, type Pages } from './cast.ts';

/** Somebody of the same organization who comes from another LMS. */
async function fromElsewhere({ world, language }: Cast): Promise<Visitor> {
  const { launch } = await world.neighbour('Open University');
  const person = { sub: 'person-lena', given: unbroken.slice(0, 60), family: 'L', email: '' };
  return launch({ person, course: freshCourse(), locale: language });
}

/** Asks for a code here, and enters it there. */
async function checkCode(cast: Cast): Promise<{ there: Visitor; asked: Answer }> {
  const { learner } = cast;
  const given = await learner.press(await learner.get('/me/joins'), '/me/joins/code', {});
  const code = /<strong dir="ltr">([^<]+)</.exec(given.body)?.[1];
  const there = await fromElsewhere(cast);
  const page = await there.get('/me/joins');
  return { there, asked: await there.press(page, '/me/joins/check', { code }) };
}

export const joiningPages: Pages = {
  'joining/joins': ({ learner }) => learner.get('/me/joins'),
  'joining/joins, with a code': async ({ learner }) =>
    learner.press(await learner.get('/me/joins'), '/me/joins/code', {}),
  'joining/joins, with errors': ({ learner }) =>
    pressEmpty(learner, '/me/joins', ['code'], '/me/joins/check'),
  'joining/joins, somebody joined': async (cast) => {
    const { there, asked } = await checkCode(cast);
    await there.press(asked, '/me/joins', {});
    return there.get('/me/joins?joined');
  },
  'joining/confirm': async (cast) => (await checkCode(cast)).asked,
};
