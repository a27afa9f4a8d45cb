import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Router } from 'express';
import { continuityRoutes } from '../../src/continuity/index.ts';
import { organizationRoutes } from '../../src/organization/index.ts';
import { discussionRoutes, usualPaces } from '../../src/discussions/index.ts';
import { filesOnDisk } from '../../src/files/index.ts';
import { findTerms, glossaryRoutes } from '../../src/glossary/index.ts';
import { knowledgeRoutes } from '../../src/knowledge/index.ts';
import { moderationRoutes } from '../../src/moderation/index.ts';
import { portabilityRoutes } from '../../src/portability/index.ts';
import { besidePosts, privateReplyRoutes } from '../../src/private-replies/index.ts';
import { relatedTo } from '../../src/related/index.ts';
import { recordingRoutes } from '../../src/recordings/index.ts';
import { remarkRoutes, subjectOf } from '../../src/remarks/index.ts';
import { documentRoutes } from '../../src/documents/index.ts';
import { collectionRoutes, resourceRoutes } from '../../src/resources/index.ts';
import { becameArticles, madeOf, sourceRoutes } from '../../src/sources/index.ts';
import { countStories, storyRoutes } from '../../src/stories/index.ts';
import type { Answer } from '../support/platform/browser.ts';
import {
  ana,
  nurses,
  tutors,
  type Course,
  type Person,
} from '../support/platform/launch-claims.ts';
import { changeArticle, decideAbout, writeArticle } from '../support/knowledge.ts';
import { collect, replaceFile, shareFile, shareLink, tellStory } from '../support/library.ts';
import {
  addressIn,
  formWith,
  give,
  send as sendForm,
  textFile,
  tokenOf,
} from '../support/files.ts';
import { film, webVtt } from '../support/recordings.ts';
import { endOf, record } from '../support/recorder.ts';
import { answerTo, begin } from '../support/talk.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

const page = readFileSync(new URL('../../docs/who-may-do-what.md', import.meta.url), 'utf8');
const [[, ...roles] = [], ...rows] = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
const table = rows.map(([address = '', ...marks]) => ({ address, marks }));

const someDay = { laterOn: tomorrow(), laterAt: '09:00' };

/** What the form of each address holds, where it is filled in well. */
const plan = JSON.stringify([
  { id: '01900000-0000-7000-8000-000000000001', title: 'A', folders: [], body: 'B' },
]);

const fields: Record<string, Record<string, string>> = {
  threads: { kind: 'discussion', title: 'A thread', body: 'Its words' },
  ':scheduledId': { kind: 'discussion', title: 'A thread', body: 'Its words', ...someDay },
  withdrawal: { wish: 'give' },
  posts: { body: 'A reply' },
  votes: { wish: 'give' },
  steps: { state: 'trying', reason: 'Let us see' },
  'poll/ballot': { wish: 'give', choice: '1' },
  watch: { level: 'watching' },
  following: { community: 'normal' },
  reading: { upTo: '1' },
  'posts/:postNo': { title: 'A thread', body: 'Other words', revision: '1' },
  reactions: { give: 'thanks' },
  acceptance: { wish: 'give' },
  endorsement: { wish: 'give' },
  bookmark: { wish: 'give' },
  library: { what: 'link', url: 'https://example.org', title: 'A', why: 'B', licence: 'by' },
  'library/:resourceId': { title: 'A', why: 'B', licence: 'by' },
  standing: { standing: 'withdrawn', reason: 'Not here' },
  thanks: { wish: 'give' },
  review: { wish: 'give' },
  collections: { title: 'A' },
  'collections/:collectionId': { title: 'A' },
  'versions/return': { versionNo: '1' },
  versions: { note: 'Better' },
  knowledge: { kind: 'page', title: 'A', body: 'B', wish: 'draft' },
  'knowledge/:articleId': { title: 'A', body: 'B', base: '1', wish: 'ask' },
  arrange: { act: 'add', title: 'A section' },
  'documents/articles': { plan, wish: 'draft' },
  ':articleId/place': { act: 'up' },
  decision: { revision: '2', decision: 'approved' },
  'revisions/:revisionNo': { base: '1' },
  check: { months: '12' },
  heirs: {},
  'moving-on': { wish: 'say' },
  verdict: { useful: 'yes' },
  reach: { wish: 'ask' },
  questions: { title: 'May I?', body: 'I would like to know.' },
  'questions/:threadId': { body: 'Thank you' },
  practice: { outcome: 'worked', tried: 'It' },
  'practice/:storyId': { outcome: 'worked', tried: 'It' },
  remarks: { body: 'It helped us' },
  captions: { language: 'en', captions: webVtt },
  'captions/removal': { language: 'en' },
  chapters: { chapters: '0:00 Welcome' },
  place: { seconds: '1', of: '9', speed: '100', captions: '' },
  'record/:recordingId': { wish: 'discard' },
  report: { reason: 'spam' },
  'decisions/appeals': { kind: 'appeal', words: 'It was meant well' },
  'posts/:postNo/private': { body: 'Between us' },
  ':replyId/withdrawal': { wish: 'give' },
  'private-reports/:replyId': { outcome: 'upheld' },
  'care/:act': { rule: 'spam', words: 'Not here' },
  'care/unsealing': { words: 'A threat' },
  'care/split': { title: 'A thread of its own', posts: '2' },
  'threads/:threadId/article': { post: '1', title: 'A', kind: 'page' },
  'threads/:threadId/care': { replies: 'closed', slowSeconds: '0' },
};

function tomorrow(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
}

const person = (given: string): Person => ({
  sub: `person-${given}`,
  given,
  family: 'Test',
  email: `${given}@lms.test`,
});

let world: World;
let closed: string;
let open: string;
/** Somebody else who leads the closed one. */
let second: Visitor;
/** A thread of the closed one, for others to be merged into. */
let other: string;
let cast: Record<string, Visitor>;

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const role = (name: string): Visitor => {
  const who = cast[name];
  if (!who) throw new Error(`Nobody plays the ${name}`);
  return who;
};

/** Fills in a form with the token of the person's own pages; who has no pages has no token. */
async function send(who: Visitor, path: string, values: Record<string, string>): Promise<Answer> {
  return who.press(await who.get('/me'), '/me', values, path);
}

async function set(home: string, settings: object): Promise<void> {
  const facilitator = role('facilitator');
  const form = await facilitator.get(`${home}/settings`);
  const base = {
    topics: '',
    listing: 'listed',
    joining: 'open',
    replyDays: '2',
    anonymity: 'peers',
  };
  await facilitator.press(form, `${home}/settings`, { ...base, ...settings });
}

/** Has somebody of the closed community lead it, from now on. */
async function lead(subject: string): Promise<void> {
  await world.house.database.within(world.organizationId, (tx) =>
    tx
      .updateTable('memberships')
      .set({ role: 'facilitator' })
      .where('personId', 'in', (identities) =>
        identities.selectFrom('identities').select('personId').where('subject', '=', subject),
      )
      .execute(),
  );
}

/** What this facilitator says in private about the author's reply, reported where it is to be decided about. */
async function privateReply(thread: string, facilitator: Visitor, isReported: boolean) {
  const talk = `${thread}/posts/2/private`;
  await send(facilitator, talk, { body: 'Between us' });
  const seen = await role('author').get(thread);
  const replyId = /id="private-([\w-]{36})"/.exec(seen.body)?.[1] ?? '';
  if (isReported) await send(role('author'), `${talk}/${replyId}/report`, { reason: 'unkind' });
  return replyId;
}

beforeAll(async () => {
  world = await openWorld();
  closed = await world.community();
  const elsewhere: Course = { id: 'elsewhere', label: 'E', title: 'Elsewhere' };
  const learner = (who: string) =>
    world.launch({ person: person(who), role: 'learner', course: tutors });
  const founder = await world.launch({ person: ana, role: 'instructor', course: elsewhere });
  open = await foundCommunity(founder, { name: 'Open', topics: 'openness', difference: 'Open.' });
  cast = {
    nameless: await world.launch({ privacy: 'anonymous', course: tutors }),
    visitor: await world.launch({ person: person('vera'), role: 'learner', course: nurses }),
    outsider: await world.cleo(),
    member: await learner('mia'),
    observer: await learner('noa'),
    author: await world.ben(),
    facilitator: await world.ana(),
  };
  await set(closed, { name: 'Tutors', reading: 'members' });
  await set(open, { name: 'Open', reading: 'organization' });
  second = await learner('finn');
  await lead('person-finn');
  other = await begin(role('author'), closed);
  const level = `${closed}/membership/level`;
  const membership = await role('observer').get(`${closed}/membership`);
  await role('observer').press(membership, level, { level: 'observer' });
});

afterAll(() => world.close());

/** Something that the facilitator wrote to be posted later. @returns its id */
async function scheduleIn(home: string): Promise<string> {
  const facilitator = role('facilitator');
  const form = await facilitator.get(`${home}/threads/new`);
  const words = { kind: 'discussion', title: 'Later', body: 'Words', ...someDay };
  await facilitator.press(form, `${home}/threads`, words);
  const list = await facilitator.get(`${home}/threads/waiting`);
  return /id="waiting-([0-9a-f-]{36})"/.exec(list.body)?.[1] ?? '';
}

/** A film with captions. @returns its path */
async function shareCaptioned(writer: Visitor, home: string): Promise<string> {
  const path = await shareFile(world, writer, home, film());
  const captions = await writer.get(`${path}/captions`);
  await writer.press(captions, `${path}/captions`, { language: 'en', captions: webVtt });
  return path;
}

/** The address of its captions, as nobody signed it. */
async function trackOf(path: string): Promise<string> {
  const { body } = await role('facilitator').get(path);
  return /\/files\/captions\/[\w-]{36}/.exec(body)?.[0] ?? '';
}

/** An article that this person wrote and a facilitator published; with a change that waits, where one is to be decided about. */
async function shareArticle(writer: Visitor, home: string, isChanged: boolean): Promise<string> {
  const words = { title: 'A', body: 'B' };
  const article = await writeArticle(writer, home, { ...words, wish: 'ask' });
  await decideAbout(role('facilitator'), article, { decision: 'approved' });
  if (isChanged) await changeArticle(writer, article, { ...words, body: 'C', wish: 'ask' });
  return article;
}

/** An article or a resource that is for everybody. @returns the address that it has for them */
async function openedFor(path: string, home: string, writer: Visitor): Promise<string> {
  const room = path.startsWith('/articles') ? 'articles' : 'resources';
  const id = idOf(
    room === 'articles' ? await shareArticle(writer, home, false) : await shareLink(writer, home),
  );
  await world.house.database.within(world.organizationId, (tx) =>
    tx.updateTable(room).set({ reach: 'organization' }).where('id', '=', id).execute(),
  );
  return `/${room}/${id}`;
}

/** One for all, since nobody asks many in an hour. */
let asked: Promise<string> | undefined;

/** A question that the outsider asked and somebody answered. @returns where they read it */
async function askedFromOutside(): Promise<string> {
  const about = await openedFor('/resources', closed, role('author'));
  const words = fields['questions'] ?? {};
  const { location } = await send(role('outsider'), `${about}/questions`, words);
  const path = location?.pathname ?? '';
  await answerTo(role('author'), `${closed}/threads/${idOf(path)}`, 'A reply');
  return path;
}

/** A thread that somebody began and answered, as this address wants it, and the address in it. */
async function placeOf(address: string, home: string, writer: Visitor): Promise<string> {
  const [, path = ''] = address.split(' ');
  if (path.endsWith('/questions')) return `${await openedFor(path, home, writer)}/questions`;
  if (path.includes('/questions/') && home === open) return `/questions/${idOf(other)}`;
  if (path.includes('/questions/')) return (asked ??= askedFromOutside());
  if (/\/(archive|documents)/.test(path)) return path.replace(':communityId', idOf(home));
  if (path.includes('/changes/')) {
    const ids = idOf(await shareLink(writer, home));
    const keeper = role('facilitator');
    const { location } = await send(keeper, `${home}/library/many`, { act: 'withdraw', ids });
    return location?.pathname ?? '';
  }
  if (path.includes('/:personId')) {
    await shareArticle(writer, home, false);
    const { body } = await role('facilitator').get(`${home}/continuity/people`);
    const person = /\/continuity\/people\/([\w-]{36})/.exec(body)?.[1] ?? '';
    return path
      .replace(':communityId', idOf(home))
      .replace(':personId', person)
      .replace(':handoverId', idOf(other));
  }
  if (path.includes('/glossary')) {
    const term = await defineTerm(writer, home);
    return path.replace(':communityId', idOf(home)).replace(':termId', term);
  }
  if (path.includes('/:articleId')) {
    const article = await shareArticle(writer, home, path.endsWith('/decision'));
    return path
      .replace(':communityId', idOf(home))
      .replace(':articleId', idOf(article))
      .replace(':revisionNo', '1');
  }
  if (path.includes('/knowledge'))
    return path.replace(':communityId', idOf(home)).replace(':sectionId', 'none');
  if (path.includes('/:storyId')) {
    const story = await tellStory(writer, await shareLink(writer, home));
    return path.replace(':communityId', idOf(home)).replace(':storyId', story);
  }
  if (path.includes('/practice')) {
    const of = idOf(await shareLink(writer, home));
    return `${path.replace(':communityId', idOf(home))}?kind=resource&of=${of}`;
  }
  if (path.includes('/:collectionId')) {
    const collection = await collect(writer, home);
    const place = path
      .replace(':communityId', idOf(home))
      .replace(':collectionId', idOf(collection));
    return address.startsWith('POST') && path.endsWith('/items')
      ? `${place}?act=add&resource=${idOf(await shareLink(writer, home))}`
      : place;
  }
  if (path.endsWith('/:resourceId/collections')) {
    const resource = await shareLink(writer, home);
    return `${resource}/collections?collection=${idOf(await collect(writer, home))}`;
  }
  if (path.includes('/versions')) {
    const resource = await shareFile(world, writer, home, textFile('a.txt', 'A'));
    await replaceFile(world, writer, resource, { file: textFile('b.txt', 'B') });
    const next = addressIn(await give(world, writer, home, textFile('c.txt', 'C')));
    const place = path.replace(':communityId', idOf(home)).replace(':resourceId', idOf(resource));
    return `${place}?fileId=${idOf(next)}`;
  }
  if (path.includes('captions/:captionsId')) return trackOf(await shareCaptioned(writer, home));
  if (path.includes('/:recordingId')) {
    const upload = await record(world, writer, home);
    return endOf(home, upload);
  }
  if (path.includes('/:resourceId')) {
    const isWatched = /captions|chapters|place$/.test(path);
    const resource = isWatched ? await shareCaptioned(writer, home) : await shareLink(writer, home);
    return path.replace(':communityId', idOf(home)).replace(':resourceId', idOf(resource));
  }
  const kind = /votes|steps/.test(path) ? 'idea' : 'question';
  const poll = path.includes('/poll/') ? { pollQuestion: 'When?', pollOptions: 'Now\nLater' } : {};
  const thread = await begin(writer, home, { kind, ...poll });
  const scheduledId = path.includes(':scheduledId') ? await scheduleIn(home) : '';
  const alias = path.endsWith('unsealing') ? { anonymous: 'on' } : {};
  await answerTo(writer, thread, 'A reply', alias);
  if (path.endsWith('appeals'))
    await send(role('facilitator'), `${thread}/posts/2/care/hide`, { rule: 'spam', words: 'No' });
  const isReported = path.includes('private-reports');
  const replyId =
    path.includes(':replyId') && home === closed
      ? await privateReply(thread, isReported ? second : role('facilitator'), isReported)
      : idOf(thread);
  return path
    .replace(':replyId', replyId)
    .replace(':communityId', idOf(home))
    .replace(':threadId', idOf(thread))
    .replace(':postNo', '2')
    .replace(':scheduledId', scheduledId)
    .replace(':act', 'hide');
}

let terms = 0;
const aTerm = () => {
  terms += 1;
  return { term: `Word ${terms}`, meaning: 'What it means' };
};

/** What a word means in the community of this path, said by a member who looks after an article of it. @returns its id */
async function defineTerm(writer: Visitor, home: string): Promise<string> {
  await shareArticle(writer, home, false);
  const { location } = await send(writer, `${home}/knowledge/glossary`, aTerm());
  return location?.hash.replace('#term-', '') ?? '';
}

function fieldsOf(address: string): Record<string, string> {
  if (address.includes('/glossary')) return aTerm();
  if (address.endsWith('/people/:personId')) return { wish: 'each' };
  if (address.endsWith('/missing')) return { verdict: idOf(other) };
  const nobody = { wish: 'take back', person: idOf(other) };
  if (/\/(owners|reviewers)$/.test(address)) return nobody;
  if (address.endsWith('/many')) return { act: 'withdraw', ids: idOf(other) };
  if (address.endsWith('/relations')) return { as: 'newer', wish: 'take back', other: idOf(other) };
  if (address.endsWith('/merge')) return { into: idOf(other) };
  if (address.endsWith('/move')) return { into: idOf(open) };
  const [, match] =
    Object.entries(fields)
      .filter(([ending]) => address.endsWith(`/${ending}`))
      .toSorted(([left], [right]) => right.length - left.length)[0] ?? [];
  return match ?? {};
}

function markOf(status: number): string {
  if (status < 400) return 'yes';
  return { 401: 'named', 403: 'no', 404: 'hidden' }[status] ?? `${status}`;
}

async function ask(who: Visitor, address: string, path: string): Promise<string> {
  // Asked for a page, that one address answers with a stream that goes on.
  const once = { from: new URL(world.house.url).origin, headers: { accept: 'application/json' } };
  if (address.endsWith('/live'))
    return markOf((await who.browser.get(new URL(path, world.house.url), once)).status);
  if (address.startsWith('GET')) return markOf((await who.get(path)).status);
  if (address.endsWith('/documents')) {
    const form = formWith({ _token: await tokenOf(who) }, [textFile('a.md', 'Words')]);
    const { status } = await sendForm(world.house, who, path, form);
    return who === role('nameless') && status === 409 ? 'named' : markOf(status);
  }
  const { searchParams } = new URL(path, world.house.url);
  const named = Object.fromEntries(searchParams);
  const { status } = await send(who, path, { ...named, ...fieldsOf(address) });
  // Whoever was given no form has no token to send with it.
  return who === role('nameless') && status === 409 ? 'named' : markOf(status);
}

/** A part of a room, with addresses of its own. */
const isRouter = (handle: object): handle is Router => 'stack' in handle;

const routesOf = ({ stack }: Router): string[] =>
  stack.flatMap(({ route, handle }) => {
    if (!route) return isRouter(handle) ? routesOf(handle) : [];
    return [...new Set(route.stack.map(({ method }) => `${method.toUpperCase()} ${route.path}`))];
  });

describe('the table of who may do what', () => {
  it('names every address of the talk, the library and the knowledge, and no other', () => {
    const { database: db } = world.house;
    const limits = { fileBytes: 1, uploadBytes: 1, communityBytes: 1, organizationBytes: 1 };
    const files = filesOnDisk('nowhere', limits);
    const publicUrl = new URL(world.house.url);
    const writing = {
      paces: usualPaces,
      isOver: () => false,
      files,
      inPrivate: besidePosts,
      countStories,
      findSubject: subjectOf,
      findArticles: becameArticles,
      findSources: madeOf,
      findRelated: relatedTo,
      findTerms,
    };
    const bearing = { key: new Uint8Array(32), sessions: { find: async () => null } };
    const library = {
      askForLook: () => {},
      askForPlayable: () => {},
      findShownPosts: async () => new Map(),
      ...bearing,
    };
    const nobody = { find: async () => null, goOn: async () => '', welcome: () => {} };
    const findRemarks = async () => ({});
    const house = { db, publicUrl, now: () => new Date(), ...writing, ...library };
    const rooms = [
      discussionRoutes(house),
      moderationRoutes(house),
      privateReplyRoutes(house),
      resourceRoutes({ ...house, findRemarks }),
      remarkRoutes(house),
      collectionRoutes(house),
      organizationRoutes(house),
      sourceRoutes(house),
      documentRoutes(house),
      knowledgeRoutes({ ...house, show: async (_, { html }) => html }),
      glossaryRoutes(house),
      continuityRoutes(house),
      storyRoutes({
        db,
        rooms: {
          resource: library.findShownPosts,
          post: library.findShownPosts,
          article: library.findShownPosts,
        },
      }),
      portabilityRoutes(house),
      recordingRoutes({ ...house, windowKey: new Uint8Array(), sessions: nobody }),
    ];
    const routes = rooms.flatMap(routesOf);
    expect(routes.length).toBeGreaterThan(30);
    expect(table.map(({ address }) => address).toSorted()).toEqual(routes.toSorted());
  });

  it('names everybody who plays a part here', () => {
    expect(roles).toEqual(Object.keys(cast));
  });

  it.each(table)('says what is done: $address', async ({ address, marks }) => {
    const inside = await placeOf(address, closed, role('author'));
    const outside = await placeOf(address, open, role('facilitator'));
    const done: string[] = [];
    for (const name of roles)
      done.push(await ask(role(name), address, name === 'visitor' ? outside : inside));
    expect(done).toEqual(marks);
  });
});
