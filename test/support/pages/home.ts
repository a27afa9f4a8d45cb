import { foundCommunity } from '../world.ts';
import type { Answer, Fields } from '../platform/browser.ts';
import { ben } from '../platform/launch-claims.ts';
import { course, freshCourse, pressEmpty, quiet, unbroken, type Cast, type Pages } from './cast.ts';

/** A course whose teacher asked the hard community to be its home. */
async function askToComeHome({ comes, home }: Cast): Promise<Answer> {
  const own = freshCourse();
  const person = { sub: 'person-dana', given: unbroken.slice(0, 60), family: 'K', email: '' };
  const teacher = await comes({ person, role: 'instructor', course: own });
  const setUp = teacher.arrived.url.pathname;
  const door = setUp.replace(/\/set-up$/, '');
  const communityId = home.split('/').at(-1);
  await teacher.press(teacher.arrived, setUp, { communityId }, `${door}/home`);
  return teacher.get(door);
}

/** What the picker's form is answered with. */
async function answerPicker({ comes }: Cast, fields: Fields, button?: string): Promise<Answer> {
  const teacher = await comes({ role: 'instructor', message: 'deep linking', course });
  return teacher.press(teacher.arrived, '/deep-linking', fields, button);
}

export const homePages: Pages = {
  'home/care': ({ teacher, home }) => teacher.get(`${home}/care`),
  'home/care, when something was answered': ({ teacher, home }) =>
    teacher.get(`${home}/care?told=welcome`),
  'home/care-section': ({ teacher, home }) => teacher.get(`${home}/care/newcomers`),
  'home/care-section, empty': ({ teacher, home }) => teacher.get(`${home}/care/questions`),
  'home/community': ({ learner, home }) => learner.get(home),
  'home/community, empty': async ({ comes }) =>
    (await comes({ role: 'instructor', course: quiet })).arrived,
  'home/community, to a visitor': async ({ comes, home }) =>
    (await comes({ privacy: 'anonymous', course })).get(home),
  'home/community-courses': ({ teacher, home }) => teacher.get(`${home}/courses`),
  'home/course-communities': ({ teacher, door }) => teacher.get(`${door}/communities`),
  'home/course-communities, another looked for': ({ teacher, door }) =>
    teacher.get(`${door}/communities?name=Silence`),
  'home/deep-linking': async ({ comes }) =>
    (await comes({ role: 'instructor', message: 'deep linking', course })).arrived,
  'home/deep-linking, without a community': async ({ comes }) =>
    (await comes({ role: 'instructor', message: 'deep linking', course: freshCourse() })).arrived,
  'home/deep-linking, with errors': (cast) => answerPicker(cast, {}),
  'home/deep-linking, nothing found': (cast) =>
    answerPicker(cast, { words: unbroken }, '/deep-linking/offers'),
  'home/deep-linking-over': (cast) => answerPicker(cast, { request: '' }),
  'home/deep-linking-return': (cast) => answerPicker(cast, { offer: 'home' }),
  'home/explore': ({ learner }) => learner.get('/explore'),
  'home/explore, narrowed to nothing': ({ learner }) =>
    learner.get('/explore?words=zzzz&topic=zzzz'),
  'home/help-offer': ({ learner, home }) => learner.get(`${home}/help-offers`),
  'home/help-offer, with errors': ({ learner, home }) =>
    pressEmpty(learner, `${home}/help-offers`, ['words']),
  'home/help-offer, sent': ({ learner, home }) => learner.get(`${home}/help-offers?sent`),
  'home/my-communities': ({ learner }) => learner.get('/'),
  'home/my-communities, empty': async ({ comes }) =>
    (await comes({ privacy: 'anonymous', course })).get('/'),
  'home/proposed': askToComeHome,
  'home/public-face': ({ outsider, home }) => outsider.get(home),
  'home/public-face, with errors': ({ outsider, home }) =>
    pressEmpty(outsider, home, ['level'], `${home}/membership`),
  'home/merger': async ({ teacher, home, comes }) => {
    const other = await comes({ role: 'instructor', course: freshCourse() });
    const wishes = { name: 'Bookbinders', purpose: 'We bind.', difference: 'By hand.' };
    const into = (await foundCommunity(other, wishes)).split('/').at(-1);
    return teacher.get(`${home}/merger?into=${into}`);
  },
  'home/merger, with errors': ({ teacher, home }) =>
    pressEmpty(teacher, `${home}/merger`, ['into']),
  'home/roles': ({ learner, home }) => learner.get(`${home}/roles`),
  'home/roles, to a facilitator': ({ teacher, home }) => teacher.get(`${home}/roles?saved`),
  'home/seed': ({ teacher, home }) => teacher.get(`${home}/set-up/seed`),
  'home/set-up': async ({ comes }) =>
    (await comes({ role: 'instructor', course: freshCourse() })).arrived,
  'home/set-up, with errors': async ({ comes }) => {
    const teacher = await comes({ role: 'instructor', course: freshCourse() });
    return pressEmpty(teacher, teacher.arrived.url.pathname, ['name', 'purpose', 'topics']);
  },
  'home/waiting': async ({ comes }) =>
    (await comes({ person: ben, course: freshCourse() })).arrived,
};
