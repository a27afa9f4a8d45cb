import { expect } from 'vitest';
import { addressIn, give, picture, textFile } from './files.ts';
import { collect, relate, replaceFile, shareFile, shareLink, tellStory } from './library.ts';
import { articleOf, changeArticle, decideAbout, writeArticle } from './knowledge.ts';
import { film, webVtt } from './recordings.ts';
import { answerTo, begin, onPost } from './talk.ts';
import type { Visitor, World } from './world.ts';

/** A community with something of everything. */
export interface Furnished {
  home: string;
  ana: Visitor;
  ben: Visitor;
  question: string;
  /** The file that somebody gave with a post. */
  picture: string;
  resource: string;
}

const idOf = (path: string) => path.split('/').at(-1) ?? '';

/** How members are named in what others write. */
async function mentionOf(who: Visitor, home: string, typed: string): Promise<string> {
  const { body } = await who.get(`${home}/people/like?name=${typed}`);
  const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(body)?.[0] ?? '';
  return `@[${typed}](person:${id})`;
}

async function talk(world: World, { home, ana, ben }: Pick<Furnished, 'home' | 'ana' | 'ben'>) {
  const question = await begin(ben, home, {
    title: 'How do you mark drafts?',
    body: 'I am *new* to it.',
    tried: 'Red ink.',
    topic: '',
  });
  const shown = await give(world, ana, home, await picture('board.png'));
  await answerTo(ana, question, `By hand, ${await mentionOf(ana, home, 'Ben')}.\n\n${shown}`);
  await answerTo(ben, question, 'This is to be hidden', { to: '2' });
  await answerTo(ben, question, 'Thank you', { to: '2' });
  await answerTo(ben, question, 'I hide my name', { anonymous: 'on' });
  await onPost(ben, question, { postNo: 2, deed: 'acceptance', fields: { wish: 'give' } });
  await onPost(ben, question, { postNo: 2, deed: 'reactions', fields: { give: 'thanks' } });
  await onPost(ana, question, { postNo: 4, deed: 'endorsement', fields: { wish: 'give' } });
  const care = `${question}/posts/3/care/hide`;
  const hidden = await ana.press(
    await ana.get('/me'),
    '/me',
    { rule: 'unkind', words: 'Not so' },
    care,
  );
  expect(hidden.status).toBe(303);
  const idea = await begin(ana, home, {
    kind: 'idea',
    title: 'Read aloud',
    body: `As [Ben asked](${question}?from=1#post-4): ${world.house.url}${question} and [all](${home}/library).`,
    pollQuestion: 'When?',
    pollOptions: 'Now\nLater',
    pollShows: 'closed',
  });
  await ben.press(await ben.get(idea), `${idea}/votes`, { wish: 'give' });
  const step = { state: 'trying', reason: 'Two of us want to' };
  await ana.press(await ana.get(idea), `${idea}/steps`, step);
  const ballot = `${idea}/poll/ballot`;
  await ben.press(await ben.get(idea), ballot, { wish: 'give', choice: '1' });
  const private_ = `${question}/posts/1/private`;
  await begin(ben, home, {
    kind: 'discussion',
    title: '<b>Tags</b> & "quotes": yes',
    body: 'A <script>alert(1)</script> and `<i>`',
    anonymous: 'on',
  });
  return { question, picture: addressIn(shown), private_ };
}

async function library(
  world: World,
  { home, ana, ben }: Pick<Furnished, 'home' | 'ana' | 'ben'>,
  question: string,
) {
  const why = `See [the question](${question}) first.`;
  const link = await shareLink(ana, home, { why, when: 'On a Monday' });
  const resource = await shareFile(world, ben, home, textFile('list.txt', 'One\n'));
  await replaceFile(world, ben, resource, { file: textFile('list.txt', 'One\nTwo\n') });
  await relate(ben, resource, { as: 'related', other: link });
  const watched = await shareFile(world, ana, home, film('ward.mp4'));
  const captions = `${watched}/captions`;
  await ana.press(await ana.get(captions), captions, { language: 'en', captions: webVtt });
  const chapters = `${watched}/chapters`;
  await ana.press(await ana.get(chapters), chapters, { chapters: '0:00 Welcome' });
  const remarks = `${resource}/remarks`;
  await ana.press(await ana.get(resource), remarks, { body: 'It helped us' });
  const atMoment = { body: 'Here it gets good', moment: '0:05' };
  await ana.press(await ana.get(watched), `${watched}/remarks`, atMoment);
  await tellStory(ben, link);
  const collection = await collect(ana, home, { about: `Begin with [this](${resource}).` });
  const items = `${collection}/items`;
  for (const each of [resource, link])
    await ana.press(await ana.get(items), items, { act: 'add', resource: idOf(each) });
  const raising = await ana.get(`${home}/agenda`);
  await ana.press(raising, `${home}/agenda`, { title: 'Marking with care' });
  const article = await articleOf(ana, question, { posts: ['1', '2'], title: 'Marking drafts' });
  await changeArticle(ana, article, {
    title: 'Marking drafts',
    body: `It began [here](${question}).\n\n## How\n\nSee [the list](${resource}).`,
  });
  return { resource };
}

/** An article in a section, what went with it in practice, a word it explains, and what was asked about it from outside. */
async function knowledge(
  world: World,
  { home, ana, ben }: Pick<Furnished, 'home' | 'ana' | 'ben'>,
): Promise<void> {
  const sections = `${home}/knowledge/arrange`;
  await ana.press(await ana.get(sections), sections, {
    act: 'add',
    title: 'On the ward',
    parent: '',
  });
  const article = await writeArticle(ben, home, { title: 'Washing hands', wish: 'ask' });
  await decideAbout(ana, article, { decision: 'approved' });
  await ana.press(await ana.get(article), `${article}/reach`, { wish: 'widen' });
  await tellStory(ben, article, { tried: 'With cold water.', outcome: 'not' });
  const glossary = `${home}/knowledge/glossary`;
  const term = { term: 'Hygiene', meaning: 'Clean <hands>', article };
  expect((await ana.press(await ana.get(glossary), glossary, term)).status).toBe(303);
  const cleo = await world.cleo();
  const open = `/articles/${idOf(article)}`;
  const question = { title: 'How long?', body: 'Is a minute enough?' };
  expect((await cleo.press(await cleo.get(open), `${open}/questions`, question)).status).toBe(303);
}

/** Fills Ana's community in the hands of Ana and Ben. */
export async function furnish(world: World): Promise<Furnished> {
  const home = await world.community();
  const ana = await world.ana();
  const form = await ana.get(`${home}/settings`);
  const settings = {
    name: 'Tutors',
    topics: '',
    listing: 'listed',
    joining: 'open',
    reading: 'members',
    replyDays: '2',
    anonymity: 'peers',
  };
  await ana.press(form, `${home}/settings`, settings);
  const people = { home, ana, ben: await world.ben() };
  const said = await talk(world, people);
  const private_ = await ana.press(
    await ana.get('/me'),
    '/me',
    { body: 'Between us alone' },
    said.private_,
  );
  expect(private_.status).toBeLessThan(400);
  const kept = await library(world, people, said.question);
  await knowledge(world, people);
  return { ...people, ...said, ...kept };
}
