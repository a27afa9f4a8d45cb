import { randomUUID } from 'node:crypto';
import { foundCommunity, type Visitor, type World } from './world.ts';
import { Browser, type Answer, type Fields } from './platform/browser.ts';
import { finishLaunch, launchAs, openLogin, type LaunchOptions } from './platform/launch.ts';
import { ana, ben, type Course, type Person } from './platform/launch-claims.ts';
import { formOf } from './platform/pages.ts';
import { takeAlong } from './archive.ts';
import { formWith, give, picture, send, tokenOf } from './files.ts';
import { changeArticle, decideAbout, writeArticle } from './knowledge.ts';
import { collect, relate, replaceFile, shareFile, shareLink, tellStory } from './library.ts';
import { film, webVtt } from './recordings.ts';
import { endOf, record } from './recorder.ts';
import { begin } from './talk.ts';

/** A page as somebody got to see it. */
export interface PageSeen {
  /** `<view>` or `<view>, <in which state>`. */
  name: string;
  answer: Answer;
}

/** A community that is hard to lay out, and a thread in it, by their paths. */
export interface Furnished {
  world: World;
  home: string;
  thread: string;
  /** The course it is the home of. */
  door: string;
}

/** Who looks, and in which language. */
interface Cast extends Furnished {
  language: string;
  /** A browser that nobody is known in. */
  browser: Browser;
  comes: (shape: LaunchOptions) => Promise<Visitor>;
  learner: Visitor;
  teacher: Visitor;
  /** Of another course, whose community is another. */
  outsider: Visitor;
}

/** Longer than any line of a narrow page, and with no place to break it. */
const unbroken = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
  .repeat(4)
  .slice(0, 255);

const course: Course = { id: 'hard', label: unbroken.slice(0, 60), title: unbroken.slice(0, 200) };
const elif: Person = { sub: 'person-elif', given: 'Elif', family: 'Kaya', email: 'elif@lms.test' };
const quiet: Course = { ...course, id: 'quiet' };
let courses = 0;
const freshCourse = (): Course => {
  courses += 1;
  return { ...course, id: `fresh-${courses}` };
};

const wideWords = [
  '# A heading',
  unbroken,
  `\`\`\`\nconst ${unbroken} = '${unbroken}';\n\`\`\``,
  `| ${unbroken} | and | ${unbroken} |\n|---|---|---|\n| one | two | ${'three '.repeat(40)} |`,
  `> ${unbroken}\n\n1. one\n2. https://example.org/${unbroken}`,
].join('\n\n');

const nonsense = (fields: string[]) => Object.fromEntries(fields.map((name) => [name, '']));
const known = { issuer: 'https://lms.test', clientId: 'a-client', deploymentId: '' };
const inOnePlace = {
  authorizationEndpoint: 'https://lms.test/authorize',
  tokenEndpoint: 'https://lms.test/token',
  keySetUrl: 'https://lms.test/keys',
};

/** A launch by a browser without cookies whose platform keeps what it is given, as far as its answer. */
async function launchByStorage({ world, language }: Cast) {
  const without = Browser.withoutCookies(world.platform.origin).speaking(language);
  const shape = { locale: language, loginFields: { lti_storage_target: '_parent' } };
  const login = await openLogin(world.platform, without, shape);
  return { login, without, asked: await finishLaunch(world.platform, without, login) };
}

async function arriveByStorage(cast: Cast): Promise<Answer> {
  const { login, without, asked } = await launchByStorage(cast);
  const form = formOf(asked.body);
  const fields = { ...form?.fields, proof: login.storage?.value };
  const { url } = cast.world.house;
  return without.post(new URL(form?.action ?? '', url), fields, { from: url });
}

async function invitation({ world }: Cast): Promise<string> {
  return new URL(await world.house.invite('Open University')).pathname;
}

async function registerByHand(cast: Cast, fields: Record<string, string>): Promise<Answer> {
  const { url } = cast.world.house;
  return cast.browser.post(new URL(await invitation(cast), url), fields, { from: url });
}

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

async function raiseIdea(who: Visitor, home: string): Promise<string> {
  const words = { kind: 'idea', title: unbroken, body: wideWords };
  const form = await who.get(`${home}/threads/new`);
  return (await who.press(form, `${home}/threads`, words)).location?.pathname ?? '';
}

/** An article with all that one can hold, and a learner's change of it that waits for a review. */
async function unsettledArticle({ teacher, learner, home }: Cast): Promise<string> {
  const parts = ['One', 'Two', 'Three'].map((part) => `## ${part}\n\n${wideWords}`);
  const callout = `> [!WARNING]\n> ${unbroken}`;
  const words = { title: unbroken, body: [callout, ...parts].join('\n\n') };
  const article = await writeArticle(teacher, home, { kind: 'how-to', ...words });
  const reason = unbroken;
  await changeArticle(learner, article, { ...words, body: wideWords, reason, wish: 'ask' });
  return article;
}

/** A form filled in with nothing at all. */
async function pressEmpty(who: Visitor, page: string, fields: string[], action = page) {
  return who.press(await who.get(page), action, nonsense(fields));
}

/** A film of the teacher's with captions and chapters, as far as it was watched. @returns its path */
async function watchedPath({ world, teacher, home }: Cast): Promise<string> {
  const path = await shareFile(world, teacher, home, film(`${unbroken}.mp4`));
  const words = webVtt.replace('Welcome', unbroken);
  const [captions, chapters] = [`${path}/captions`, `${path}/chapters`];
  for (const language of ['de', 'en'])
    await teacher.press(await teacher.get(captions), captions, { language, captions: words });
  const parts = `0:00 ${unbroken.slice(0, 200)}`;
  await teacher.press(await teacher.get(chapters), chapters, { chapters: parts });
  return path;
}

/** A reply of the learner's. */
async function replyOf({ learner, thread }: Cast): Promise<string> {
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

/** A reply of the learner's that a facilitator hid. */
async function hiddenPost(cast: Cast): Promise<string> {
  const { teacher } = cast;
  const post = await replyOf(cast);
  const form = await teacher.get(`${post}/care/hide`);
  await teacher.press(form, `${post}/care/hide`, { rule: 'unkind', words: unbroken });
  return post;
}

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

/** A link that the learner shared, in words that are hard to lay out. */
function sharedLink({ learner, home }: Cast): Promise<string> {
  const url = `https://example.org/${unbroken}`;
  const licence = { licence: 'other', licenceWords: unbroken };
  return shareLink(learner, home, { url, title: unbroken, why: wideWords, ...licence });
}

/** A collection of the learner's, of two links, in words that are hard to lay out. */
async function filledCollection(cast: Cast): Promise<string> {
  const { learner, home } = cast;
  const collection = await collect(learner, home, { title: unbroken, about: wideWords });
  const path = `${collection}/items`;
  for (const resource of [await sharedLink(cast), await sharedLink(cast)]) {
    const add = { act: 'add', resource: resource.split('/').at(-1) };
    await learner.press(await learner.get(path), path, add);
  }
  return collection;
}

/** What the learner tells of a link they shared. */
async function toldStory(cast: Cast): Promise<{ resource: string; story: string }> {
  const resource = await sharedLink(cast);
  const url = `https://example.org/${unbroken}`;
  const words = { tried: wideWords, numbers: unbroken, url };
  return { resource, story: await tellStory(cast.learner, resource, words) };
}

/** Settles how the hard community is to be. */
async function choose({ teacher, home }: Cast, wishes: object): Promise<void> {
  const settings = { topics: '', listing: 'listed', joining: 'open', reading: 'members' };
  const name = unbroken.slice(0, 120);
  const form = await teacher.get(`${home}/settings`);
  await teacher.press(form, `${home}/settings`, { ...settings, name, ...wishes });
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

/**
 * Every page there is, by the view it shows, and how somebody comes to see it. A new view gets a line; a
 * view with several faces gets one for each.
 */
const ways: Record<string, (cast: Cast) => Promise<Answer>> = {
  'agenda/list': ({ learner, home }) => learner.get(`${home}/agenda`),
  'agenda/list, to a facilitator': ({ teacher, home }) => teacher.get(`${home}/agenda`),
  'agenda/list, empty': ({ learner, home }) => learner.get(`${home}/agenda?show=settled`),
  'agenda/list, with errors': ({ learner, home }) =>
    pressEmpty(learner, `${home}/agenda`, ['title']),
  'admin/home': async ({ comes }) =>
    (await comes({ person: elif, role: 'administrator', course: quiet })).get('/admin'),
  'admin/home, when rosters cannot be read': async ({ world, comes }) => {
    const steward = await comes({ person: elif, role: 'administrator', course: quiet });
    await world.house.database.within(world.organizationId, (tx) =>
      tx
        .updateTable('courses')
        .set({ rosterProblem: 'missing', rosterProblemAt: new Date() })
        .execute(),
    );
    return steward.get('/admin');
  },
  'communities/charter': ({ learner, home }) => learner.get(`${home}/charter`),
  'communities/charter, to a facilitator': ({ teacher, home }) => teacher.get(`${home}/charter`),
  'communities/charter-form': ({ teacher, home }) => teacher.get(`${home}/charter/new`),
  'communities/charter-form, with errors': ({ teacher, home }) =>
    pressEmpty(teacher, `${home}/charter/new`, ['purpose'], `${home}/charter`),
  'communities/membership': ({ learner, home }) => learner.get(`${home}/membership`),
  'communities/membership, of who leads alone': ({ teacher, home }) =>
    teacher.get(`${home}/membership`),
  'communities/name-sponsor': ({ teacher, home }) => teacher.get(`${home}/roles/sponsors/new`),
  'communities/name-sponsor, with errors': ({ teacher, home }) =>
    pressEmpty(teacher, `${home}/roles/sponsors/new`, ['personId'], `${home}/roles/sponsors`),
  'communities/nominate': ({ teacher, home }) => teacher.get(`${home}/roles/nominations/new`),
  'communities/nominate, with errors': ({ teacher, home }) =>
    pressEmpty(
      teacher,
      `${home}/roles/nominations/new`,
      ['personId', 'startsOn'],
      `${home}/roles/nominations`,
    ),
  'communities/people': ({ learner, home }) => learner.get(`${home}/people`),
  'communities/people, to a visitor': async ({ comes, home }) =>
    (await comes({ privacy: 'anonymous', course })).get(`${home}/people`),
  'communities/settings': ({ teacher, home }) => teacher.get(`${home}/settings`),
  'communities/settings, with errors': ({ teacher, home }) =>
    pressEmpty(teacher, `${home}/settings`, ['name', 'topics']),
  'communities/term': ({ teacher, home }) => teacher.get(`${home}/roles/term`),
  'communities/term, with errors': ({ teacher, home }) =>
    pressEmpty(teacher, `${home}/roles/term`, ['endsOn']),
  'discussions/bookmarks': async ({ learner, thread }) => {
    const [opened, path] = [await learner.get(thread), `${thread}/posts/1`];
    await learner.press(opened, `${path}/reactions`, { wish: 'give' }, `${path}/bookmark`);
    return learner.get('/me/bookmarks');
  },
  'insights/own-practice': async ({ learner, thread }) => {
    await learner.get(thread);
    return learner.get('/me/practice');
  },
  'insights/own-practice, empty': ({ outsider }) => outsider.get('/me/practice'),
  'knowledge/library, empty': ({ outsider }) => outsider.get('/library'),
  'knowledge/shared': async ({ teacher, learner, home, outsider }) => {
    const article = await writeArticle(learner, home, {
      title: unbroken,
      body: wideWords,
      wish: 'ask',
    });
    await decideAbout(teacher, article, { decision: 'approved' });
    await teacher.press(await teacher.get(article), `${article}/reach`, { wish: 'widen' });
    return outsider.get(`/articles/${article.split('/').at(-1)}`);
  },
  'knowledge/library': ({ outsider }) => outsider.get('/library'),
  'sources/choose': ({ teacher, thread }) => teacher.get(`${thread}/article`),
  'sources/choose, with errors': async ({ teacher, thread }) =>
    teacher.press(await teacher.get(`${thread}/article`), `${thread}/article`, { title: '' }),
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
  'errors/page': ({ learner }) => learner.get('/nowhere'),
  'errors/page, keeping what was typed': ({ learner, home }) =>
    learner.press({ ...learner.arrived, body: '' }, `${home}/threads`, {
      title: unbroken,
      body: wideWords,
    }),
  'errors/signed-out': ({ browser, world, home }) => browser.get(new URL(home, world.house.url)),
  'feeds/read-elsewhere': ({ learner, home }) => learner.get(`${home}/read-elsewhere`),
  'feeds/read-elsewhere, with an address': async ({ learner, home }) =>
    learner.press(await learner.get(`${home}/read-elsewhere`), `${home}/read-elsewhere`, {}),
  'feeds/read-elsewhere, revoked': ({ teacher, home }) =>
    teacher.get(`${home}/read-elsewhere?revoked`),
  'home/arrive': arriveByStorage,
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
  'search/results, nothing asked': ({ learner, home }) => learner.get(`${home}/search`),
  'search/results': ({ learner, home }) =>
    learner.get(`${home}/search?${new URLSearchParams({ q: unbroken.slice(0, 200) }).toString()}`),
  'search/results, everywhere and nothing found': ({ learner }) =>
    learner.get('/search?q=zzzz+yyyy'),
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
  'lti/ask-storage': async (cast) => (await launchByStorage(cast)).asked,
  'lti/login': async (cast) => (await launchByStorage(cast)).login.answer,
  'lti/new-tab': ({ world, language }) =>
    launchAs(world.platform, Browser.withoutCookies(world.platform.origin).speaking(language)),
  'lti/refused': ({ world, browser }) => browser.get(new URL('/lti/login', world.house.url)),
  'lti/register': async (cast) =>
    cast.browser.get(new URL(await invitation(cast), cast.world.house.url)),
  'lti/register, with errors': (cast) =>
    registerByHand(cast, nonsense(Object.keys({ ...known, ...inOnePlace }))),
  'lti/registered': (cast) =>
    registerByHand(cast, { ...known, ...inOnePlace, clientId: randomUUID() }),
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
  'people/me': ({ learner }) => learner.get('/me'),
  'people/me, saved': ({ learner }) => learner.get('/me?saved'),
  'people/me, with errors': async ({ learner }) =>
    learner.press(await learner.get('/me'), '/me', { language: 'tlh', timeZone: 'Mars/Olympus' }),
  'portability/bring': async ({ comes }) => {
    const own = freshCourse();
    const teacher = await comes({ role: 'instructor', course: own });
    const [, , courseId = ''] = teacher.arrived.url.pathname.split('/');
    return teacher.get(`/imports/new?course=${courseId}`);
  },
  'portability/import': async ({ world, teacher, comes, home }) => {
    const { zip } = await takeAlong(world.house, teacher, home);
    const other = await comes({ role: 'instructor', course: freshCourse() });
    const [, , courseId = ''] = other.arrived.url.pathname.split('/');
    const form = formWith({ _token: await tokenOf(other) }, [
      { name: 'a.zip', bytes: new Uint8Array(zip) },
    ]);
    const answer = await send(world.house, other, `/imports?course=${courseId}`, form);
    return other.get(answer.headers.get('location') ?? '');
  },
  'portability/archive': ({ teacher, home }) => teacher.get(`${home}/archive`),
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
  'resources/library': async (cast) => {
    await sharedLink(cast);
    return cast.learner.get(`${cast.home}/library`);
  },
  'resources/library, as a gallery, to a facilitator': ({ teacher, home }) =>
    teacher.get(`${home}/library?face=gallery&order=thanked`),
  'resources/library, empty': ({ learner, home }) =>
    learner.get(`${home}/library?show=withdrawn&kind=video`),
  'resources/attachments': async (cast) => {
    const { world, learner, home } = cast;
    const body = await give(world, learner, home, await picture(`${unbroken}.png`));
    await begin(learner, home, { title: unbroken, body });
    return learner.get(`${home}/library?show=attachments`);
  },
  'resources/attachments, empty': async ({ comes }) => {
    const visitor = await comes({ role: 'instructor', course: quiet });
    return visitor.get(`${visitor.arrived.url.pathname}/library?show=attachments`);
  },
  'resources/many': async (cast) => {
    const ids = (await sharedLink(cast)).split('/').at(-1);
    return cast.teacher.get(`${cast.home}/library/many?act=topic&ids=${ids}`);
  },
  'resources/many, with nothing ticked': ({ teacher, home }) =>
    teacher.get(`${home}/library/many?act=withdraw`),
  'resources/changed': async (cast) => {
    const { teacher, home } = cast;
    const many = `${home}/library/many`;
    const ids = (await sharedLink(cast)).split('/').at(-1);
    const form = await teacher.get(`${many}?act=withdraw&ids=${ids}`);
    const done = await teacher.press(form, many, { act: 'withdraw', ids });
    return teacher.get(done.location?.pathname ?? '');
  },
  'resources/new': ({ learner, home }) => learner.get(`${home}/library/new`),
  'resources/new, with errors': ({ learner, home }) =>
    pressEmpty(
      learner,
      `${home}/library/new`,
      ['what', 'title', 'why', 'licence'],
      `${home}/library`,
    ),
  'resources/new, of a recording that is cut': async (cast) => {
    const upload = await record(cast.world, cast.teacher, cast.home, { name: `${unbroken}.webm` });
    const page = await cast.teacher.get(`${cast.home}/library/record`);
    const { location } = await cast.teacher.press(page, endOf(cast.home, upload), { wish: 'post' });
    return cast.teacher.get(`${location?.pathname}${location?.search}`);
  },
  'recordings/record': ({ learner, home }) => learner.get(`${home}/library/record`),
  'recordings/record, with what was left': async (cast) => {
    await record(cast.world, cast.learner, cast.home);
    return cast.learner.get(`${cast.home}/library/record`);
  },
  'resources/edit': async (cast) => cast.learner.get(`${await sharedLink(cast)}/edit`),
  'resources/edit, with errors': async (cast) => {
    const resource = await sharedLink(cast);
    return pressEmpty(cast.learner, `${resource}/edit`, ['url', 'title', 'why'], resource);
  },
  'resources/show': async (cast) => {
    const resource = await sharedLink(cast);
    await cast.teacher.press(await cast.teacher.get(resource), `${resource}/thanks`, {
      wish: 'give',
    });
    return cast.teacher.get(resource);
  },
  'resources/show, withdrawn': async (cast) => {
    const { teacher, learner } = cast;
    const resource = await sharedLink(cast);
    const standing = 'withdrawn';
    await teacher.press(await teacher.get(resource), `${resource}/standing`, { standing });
    return learner.get(resource);
  },
  'resources/show, of a link that is dead': async (cast) => {
    const { world, learner } = cast;
    const resource = await sharedLink(cast);
    await world.house.database.within(world.organizationId, (tx) =>
      tx
        .updateTable('linkPreviews')
        .set({ state: 'dead', title: unbroken, site: unbroken, lookedAt: new Date() })
        .where('resourceId', '=', resource.split('/').at(-1) ?? '')
        .execute(),
    );
    return learner.get(resource);
  },
  'resources/show, of a file': async (cast) => {
    const { world, teacher, home } = cast;
    return teacher.get(await shareFile(world, teacher, home, await picture(`${unbroken}.png`)));
  },
  'resources/show, put into practice': async (cast) => {
    const { learner, teacher } = cast;
    const { resource } = await toldStory(cast);
    await tellStory(teacher, resource, { outcome: 'not' });
    return learner.get(resource);
  },
  'resources/show, replaced, related, with all that it can say': async (cast) => {
    const { learner, teacher, home } = cast;
    const said = { when: wideWords, how: wideWords, example: unbroken, evidence: wideWords };
    const old = await shareLink(learner, home, { title: unbroken, ...said });
    await relate(teacher, old, { as: 'newer', other: await sharedLink(cast) });
    await relate(teacher, old, { as: 'related', other: await sharedLink(cast) });
    await teacher.press(await teacher.get(old), `${old}/review`, { wish: 'give' });
    return teacher.get(old);
  },
  'resources/edit, with all that it can say': async ({ learner, home }) => {
    const said = { when: wideWords, how: wideWords, example: unbroken, evidence: wideWords };
    return learner.get(`${await shareLink(learner, home, { title: unbroken, ...said })}/edit`);
  },
  'resources/relations': async (cast) => {
    const old = await sharedLink(cast);
    await relate(cast.learner, old, { as: 'newer', other: await sharedLink(cast) });
    await relate(cast.learner, old, { as: 'related', other: await sharedLink(cast) });
    return cast.learner.get(`${old}/relations`);
  },
  'resources/relations, with errors': async (cast) => {
    const path = `${await sharedLink(cast)}/relations`;
    return pressEmpty(cast.learner, path, ['other']);
  },
  'resources/relations, nothing found': async (cast) =>
    cast.learner.get(`${await sharedLink(cast)}/relations?words=zzz`),
  'resources/versions': async (cast) => {
    const { world, learner, teacher, home } = cast;
    const resource = await shareFile(world, learner, home, await picture(`${unbroken}.png`));
    const file = await picture(`${unbroken.slice(0, 200)}.png`);
    await replaceFile(world, learner, resource, { file, note: wideWords.slice(0, 2000) });
    const back = await teacher.get(`${resource}/versions`);
    await teacher.press(back, `${resource}/versions/return`, { versionNo: '1' });
    return learner.get(`${resource}/versions`);
  },
  'resources/versions, with one version': async (cast) => {
    const { world, learner, home } = cast;
    const resource = await shareFile(world, learner, home, await picture());
    return learner.get(`${resource}/versions`);
  },
  'resources/versions, with errors': async (cast) => {
    const { world, learner, home } = cast;
    const path = `${await shareFile(world, learner, home, await picture())}/versions`;
    return pressEmpty(learner, path, ['note']);
  },
  'resources/collections': async (cast) => {
    await filledCollection(cast);
    return cast.learner.get(`${cast.home}/collections`);
  },
  'resources/collections, empty': ({ learner, home }) =>
    learner.get(`${home}/collections?show=withdrawn`),
  'resources/collection': async (cast) => cast.learner.get(await filledCollection(cast)),
  'resources/collection, empty': async ({ learner, home }) =>
    learner.get(await collect(learner, home, { title: unbroken })),
  'resources/collection, withdrawn': async (cast) => {
    const { learner, teacher } = cast;
    const path = await filledCollection(cast);
    const standing = 'withdrawn';
    await teacher.press(await teacher.get(path), `${path}/standing`, { standing });
    return learner.get(path);
  },
  'resources/collect': ({ learner, home }) => learner.get(`${home}/collections/new`),
  'resources/collect, with errors': ({ learner, home }) =>
    pressEmpty(learner, `${home}/collections/new`, ['title'], `${home}/collections`),
  'resources/collect, to change': async (cast) =>
    cast.learner.get(`${await filledCollection(cast)}/edit`),
  'resources/arrange': async (cast) => cast.learner.get(`${await filledCollection(cast)}/items`),
  'resources/arrange, empty': async ({ learner, home }) =>
    learner.get(`${await collect(learner, home, { title: unbroken })}/items?words=zzz`),
  'stories/list': async (cast) => {
    await toldStory(cast);
    return cast.teacher.get(`${cast.home}/practice`);
  },
  'stories/list, of one resource': async (cast) => {
    const { resource } = await toldStory(cast);
    return cast.learner.get(`${cast.home}/practice?kind=resource&of=${resource.split('/').at(-1)}`);
  },
  'stories/list, withdrawn': async (cast) => {
    const { learner, teacher, home } = cast;
    const path = `${home}/practice/${(await toldStory(cast)).story}/standing`;
    await teacher.press(await teacher.get(path), path, { reason: wideWords });
    return learner.get(`${home}/practice?show=withdrawn`);
  },
  'stories/list, empty': ({ learner, home }) => learner.get(`${home}/practice?outcome=partly`),
  'stories/new': async (cast) => {
    const of = (await sharedLink(cast)).split('/').at(-1);
    return cast.learner.get(`${cast.home}/practice/new?kind=resource&of=${of}`);
  },
  'stories/new, with errors': async (cast) => {
    const { learner, home } = cast;
    const of = (await sharedLink(cast)).split('/').at(-1);
    const form = `${home}/practice/new?kind=resource&of=${of}`;
    return pressEmpty(learner, form, ['outcome', 'tried'], `${home}/practice`);
  },
  'stories/edit': async (cast) =>
    cast.learner.get(`${cast.home}/practice/${(await toldStory(cast)).story}/edit`),
  'stories/withdraw': async (cast) =>
    cast.teacher.get(`${cast.home}/practice/${(await toldStory(cast)).story}/standing`),
  'stories/withdraw, with errors': async (cast) => {
    const path = `${cast.home}/practice/${(await toldStory(cast)).story}/standing`;
    return pressEmpty(cast.teacher, path, ['reason']);
  },
  'resources/show, of a recording with all that belongs to it': async (cast) =>
    cast.teacher.get(await watchedPath(cast)),
  'resources/show, talked about': async (cast) => {
    const path = await watchedPath(cast);
    const said = { body: wideWords, moment: '0:05' };
    await cast.learner.press(await cast.learner.get(path), `${path}/remarks`, said);
    return cast.teacher.get(path);
  },
  'discussions/show, about a resource': async (cast) => {
    const path = await sharedLink(cast);
    await cast.learner.press(await cast.learner.get(path), `${path}/remarks`, { body: wideWords });
    const { body } = await cast.learner.get(path);
    return cast.learner.get(/\/communities\/[\w-]+\/threads\/[\w-]{36}(?=")/.exec(body)?.[0] ?? '');
  },
  'remarks/again': async (cast) => {
    const path = await watchedPath(cast);
    const said = { body: '', moment: 'later' };
    return cast.learner.press(await cast.learner.get(path), `${path}/remarks`, said);
  },
  'watching/captions': async (cast) => cast.teacher.get(`${await watchedPath(cast)}/captions`),
  'watching/captions, with errors': async (cast) => {
    const page = `${await watchedPath(cast)}/captions`;
    return pressEmpty(cast.teacher, page, ['captions']);
  },
  'watching/chapters': async (cast) => cast.teacher.get(`${await watchedPath(cast)}/chapters`),
  'watching/chapters, with errors': async (cast) => {
    const page = `${await watchedPath(cast)}/chapters`;
    return cast.teacher.press(await cast.teacher.get(page), page, { chapters: unbroken });
  },
  'knowledge/home': async (cast) => {
    await unsettledArticle(cast);
    return cast.teacher.get(`${cast.home}/knowledge`);
  },
  'knowledge/home, empty': async ({ comes }) => {
    const visitor = await comes({ role: 'instructor', course: quiet });
    return visitor.get(`${visitor.arrived.url.pathname}/knowledge`);
  },
  'knowledge/section': async (cast) => {
    await unsettledArticle(cast);
    return cast.learner.get(`${cast.home}/knowledge/sections/none`);
  },
  'knowledge/kinds': ({ learner, home }) => learner.get(`${home}/knowledge/new`),
  'knowledge/new': ({ learner, home }) => learner.get(`${home}/knowledge/new?kind=decision`),
  'knowledge/new, with errors': ({ teacher, home }) =>
    pressEmpty(
      teacher,
      `${home}/knowledge/new?kind=page`,
      ['title', 'body', 'wish'],
      `${home}/knowledge`,
    ),
  'knowledge/show': async (cast) => cast.teacher.get(await unsettledArticle(cast)),
  'knowledge/show, not published': async ({ learner, home }) =>
    learner.get(await writeArticle(learner, home, { title: unbroken, wish: 'draft' })),
  'knowledge/edit': async (cast) => cast.learner.get(`${await unsettledArticle(cast)}/edit`),
  'knowledge/edit, with errors': async (cast) => {
    const article = await unsettledArticle(cast);
    return pressEmpty(cast.teacher, `${article}/edit`, ['title', 'body', 'wish'], article);
  },
  'knowledge/meeting': async (cast) => {
    const article = await unsettledArticle(cast);
    const words = { title: unbroken, body: unbroken, base: '1', wish: 'publish' };
    return changeArticle(cast.teacher, article, words);
  },
  'knowledge/meeting, with what waits': async ({ teacher, learner, home }) => {
    const article = await writeArticle(teacher, home, { title: unbroken });
    await changeArticle(teacher, article, { body: wideWords, wish: 'draft' });
    return learner.get(`${article}/edit`);
  },
  'knowledge/waiting': async (cast) => cast.teacher.get(`${await unsettledArticle(cast)}/waiting`),
  'knowledge/waiting, with changes asked for': async (cast) => {
    const article = await unsettledArticle(cast);
    await decideAbout(cast.teacher, article, { decision: 'changes asked', answer: wideWords });
    return cast.learner.get(`${article}/waiting`);
  },
  'knowledge/waiting, changed meanwhile': async (cast) => {
    const article = await unsettledArticle(cast);
    return decideAbout(cast.teacher, article, { decision: 'approved', revision: '1' });
  },
  'knowledge/revisions': async (cast) => {
    const article = await unsettledArticle(cast);
    await decideAbout(cast.teacher, article, { decision: 'approved' });
    return cast.learner.get(`${article}/revisions`);
  },
  'knowledge/revision': async (cast) => {
    const article = await unsettledArticle(cast);
    await decideAbout(cast.teacher, article, { decision: 'approved' });
    return cast.teacher.get(`${article}/revisions/1`);
  },
  'knowledge/arrange': async ({ teacher, home }) => {
    const path = `${home}/knowledge/arrange`;
    const added = await teacher.press(await teacher.get(path), path, {
      act: 'add',
      title: unbroken,
    });
    const parent = added.location?.hash.replace('#section-', '');
    await teacher.press(await teacher.get(path), path, { act: 'add', title: unbroken, parent });
    return teacher.get(path);
  },
  'knowledge/arrange, with errors': ({ teacher, home }) =>
    pressEmpty(teacher, `${home}/knowledge/arrange`, ['title']),
  'knowledge/place': async (cast) => cast.teacher.get(`${await unsettledArticle(cast)}/place`),
  'knowledge/owners': async (cast) =>
    cast.teacher.get(`${await unsettledArticle(cast)}/owners?words=b`),
  'knowledge/reviewers': ({ teacher, home }) =>
    teacher.get(`${home}/knowledge/reviewers?words=ben`),
  'writing/preview': async ({ learner, home }) =>
    learner.press(
      await learner.get(`${home}/threads/new`),
      `${home}/threads`,
      { _preview: 'body', body: wideWords },
      '/preview',
    ),
  'writing/preview, empty': async ({ learner, home }) =>
    learner.press(
      await learner.get(`${home}/threads/new`),
      `${home}/threads`,
      { _preview: 'body' },
      '/preview',
    ),
  'styleguide/index': ({ learner }) => learner.get('/styleguide'),
};

/** Views that are only ever a part of a page. */
export const parts = ['discussions/like', 'home/near', 'home/offers', 'search/found'];

/** The views that some page shows. */
export const viewsSeen = [...new Set(Object.keys(ways).map((name) => name.split(',')[0] ?? ''))];

/** Opens the world's course, asks and answers in it, all in words that are hard to lay out. */
export async function furnish(world: World): Promise<Furnished> {
  const teacher = await world.launch({ person: ana, role: 'instructor', course });
  const founded = await teacher.press(teacher.arrived, teacher.arrived.url.pathname, {
    name: unbroken.slice(0, 120),
    purpose: `${unbroken} ${unbroken}`,
    topics: `feedback, ${unbroken.slice(0, 60)}`,
  });
  const home = founded.location?.pathname ?? '';
  const form = await teacher.get(`${home}/threads/new`);
  const topic = /<option value="([\w-]{36})"/.exec(form.body)?.[1];
  const words = { kind: 'question', title: unbroken, body: wideWords, topic };
  const asked = await teacher.press(form, `${home}/threads`, words);
  const thread = asked.location?.pathname ?? '';
  await teacher.press(await teacher.get(thread), `${thread}/posts`, { body: wideWords });
  await teacher.press(await teacher.get(`${home}/agenda`), `${home}/agenda`, { title: unbroken });
  const empty = await world.launch({ person: ana, role: 'instructor', course: quiet });
  await foundCommunity(empty, { name: 'Silence', purpose: 'We wait.', topics: 'patience' });
  const door = teacher.arrived.url.pathname.replace(/\/set-up$/, '');
  return { world, home, thread, door };
}

/** Shows every page to people whose LMS and browser speak this language. */
export async function everyPage(furnished: Furnished, language: string): Promise<PageSeen[]> {
  const { world } = furnished;
  const browser = Browser.inFrameOf(world.platform.origin).speaking(language);
  const comes = (shape: LaunchOptions) =>
    world.launch(
      { locale: language, ...shape },
      Browser.inFrameOf(world.platform.origin).speaking(language),
    );
  const learner = await comes({ person: ben, role: 'learner', course });
  const teacher = await comes({ person: ana, role: 'instructor', course });
  const outsider = await comes({ person: elif, role: 'learner', course: quiet });
  const cast = { ...furnished, language, browser, comes, learner, teacher, outsider };
  const seen: PageSeen[] = [];
  for (const [name, way] of Object.entries(ways)) seen.push({ name, answer: await way(cast) });
  return seen;
}
