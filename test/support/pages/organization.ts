import { shareLink } from '../library.ts';
import { pathOf } from '../talk.ts';
import { quiet, unbroken, wideWords, type Cast, type Pages } from './cast.ts';

/** A resource of the learner's that is for everybody. @returns the address that it has for them */
async function openedLink({ learner, teacher, home }: Cast): Promise<string> {
  const path = await shareLink(learner, home, { title: unbroken });
  await teacher.press(await teacher.get(path), `${path}/reach`, { wish: 'widen' });
  return `/resources/${path.split('/').at(-1)}`;
}

let askers = 0;

/** Asks from outside, each time as somebody else: nobody asks often. */
async function asks(cast: Cast, words: Record<string, string>) {
  const about = await openedLink(cast);
  askers += 1;
  const given = `Asker ${askers}`;
  const person = { sub: given, given, family: 'Roe', email: `asker${askers}@lms.test` };
  const asker = await cast.comes({ person, role: 'learner', course: quiet });
  const answer = await asker.press(await asker.get(about), `${about}/questions`, words);
  return { asker, answer };
}

export const organizationPages: Pages = {
  'organization/library, empty': ({ outsider }) => outsider.get('/library'),
  'organization/ask, with errors': async (cast) =>
    (await asks(cast, { title: '', body: wideWords })).answer,
  'organization/question': async (cast) => {
    const { asker, answer } = await asks(cast, { title: unbroken, body: wideWords });
    const path = pathOf(answer);
    const thread = `${cast.home}/threads/${path.split('/').at(-1)}`;
    const { teacher } = cast;
    await teacher.press(await teacher.get(thread), `${thread}/posts`, { body: wideWords });
    return asker.get(path);
  },
  'organization/question, not answered': async (cast) => {
    const { asker, answer } = await asks(cast, { title: unbroken, body: wideWords });
    return asker.get(pathOf(answer));
  },
  'organization/library': ({ outsider }) => outsider.get('/library'),
};
