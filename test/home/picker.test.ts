import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { v4 } from 'uuid';
import { z } from 'zod';
import type { Answer, Filled } from '../support/platform/browser.ts';
import { ana, ben, tutors, type Person } from '../support/platform/launch-claims.ts';
import { formOf, plain } from '../support/platform/pages.ts';
import { readDeepLinkingResponse } from '../support/platform/tool-tokens.ts';
import { contentItems, deepLinkingSettings } from '../support/platform/vocabulary.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

const dana: Person = { sub: 'person-dana', given: 'Dana', family: 'Kim', email: 'dana@lms.test' };

let world: World;
/** Of the course, of another course of Ana's, and of somebody else. */
let [own, other, foreign]: string[] = [];
let [drafts, night, secret]: string[] = [];

const course = (id: string) => ({ id, label: id, title: id });

async function ask(who: Visitor, home: string, title: string, key = v4()): Promise<string> {
  const form = await who.get(`${home}/threads/new`);
  const fields = { _key: key, kind: 'question', title, body: 'Who knows?' };
  return (await who.press(form, `${home}/threads`, fields)).location?.pathname ?? '';
}

beforeAll(async () => {
  world = await openWorld();
  own = await world.community();
  drafts = await ask(await world.ben(), own, 'How do you mark drafts?');

  const elsewhere = await world.launch({ role: 'instructor', course: course('evening') });
  const wishes = { name: 'Night school', purpose: 'We teach after dark.', topics: 'shifts' };
  other = await foundCommunity(elsewhere, wishes);
  night = await ask(elsewhere, other, 'Medicación de noche: ¿quién comprueba?');

  const theirs = await world.launch({ person: dana, role: 'instructor', course: course('ward') });
  foreign = await foundCommunity(theirs, { name: 'Ward nine', purpose: 'Ours.', topics: 'ward' });
  secret = await ask(theirs, foreign, 'What nobody else may know');
});

afterAll(() => world.close());

/** A dialogue of the platform, with Ana before it unless told. */
function open(settings: object = {}, person = ana, where = tutors): Promise<Visitor> {
  const { origin } = world.platform;
  return world.launch({
    person,
    course: where,
    role: 'instructor',
    message: 'deep linking',
    claims: {
      [deepLinkingSettings]: {
        deep_link_return_url: `${origin}/deep-linking/return`,
        accept_types: ['ltiResourceLink'],
        accept_presentation_document_targets: ['iframe', 'window'],
        data: 'opaque',
        ...settings,
      },
    },
  });
}

const several = { accept_multiple: true };

const place = (who: Visitor, page: Answer, fields: Filled) =>
  who.press(page, '/deep-linking', { choice: 'place', ...fields });
const search = (who: Visitor, page: Answer, fields: Filled) =>
  who.press(page, '/deep-linking', fields, '/deep-linking/offers');

interface Line {
  type: string;
  choice: string;
  title: string;
  text: string;
  isChosen: boolean;
}

/** What the picker shows to choose from, in its order. */
function linesIn({ body }: Answer): Line[] {
  return body
    .split('<label class="offer">')
    .slice(1)
    .map((row) => {
      const [, type = '', choice = '', checked = ''] =
        /<input type="(\w+)" name="offer" id="[^"]*" value="([^"]*)"( checked)?/.exec(row) ?? [];
      const words = (name: string) =>
        plain(new RegExp(`class="${name}[^"]*"><bdi>([^<]*)`).exec(row)?.[1] ?? '');
      return { type, choice, title: words('title'), text: words('text'), isChosen: checked !== '' };
    });
}

const lineTitled = (page: Answer, title: string) =>
  linesIn(page).find((line) => line.title === title);
const idOf = (path: string | undefined) => path?.split('/').at(-1) ?? '';
const choiceOf = (thread: string | undefined) => {
  const [, communityId, threadId] =
    /communities\/([^/]+)\/threads\/([^/]+)/.exec(thread ?? '') ?? [];
  return `thread_${communityId}_${threadId}`;
};

const Item = z.strictObject({
  type: z.literal('ltiResourceLink'),
  title: z.string(),
  text: z.string().optional(),
  url: z.string(),
  custom: z.record(z.string(), z.string()),
  iframe: z.object({ width: z.number(), height: z.number() }),
  window: z.object({ targetName: z.string() }),
  lineItem: z.unknown().optional(),
});

/** What the platform reads in the answer that the browser brings it. */
async function itemsIn(answer: Answer): Promise<z.infer<typeof Item>[]> {
  const [client] = world.platform.clients.values();
  if (!client) throw new Error('No tool');
  const jwt = formOf(answer.body)?.fields['JWT'] ?? '';
  const claims = await readDeepLinkingResponse(jwt, client, world.platform.issuer);
  return z.array(Item).parse(claims[contentItems]);
}

describe('the picker', () => {
  it("shows the course's community first, with what was talked about, and then the person's others", async () => {
    const { arrived } = await open();

    expect(linesIn(arrived).map(({ title, text }) => [title, text])).toEqual([
      ['Tutors', 'We help one another teach.'],
      ['Talk · Tutors', expect.any(String)],
      ['How do you mark drafts?', 'Tutors · question'],
      ['Night school', 'We teach after dark.'],
      ['Talk · Night school', expect.any(String)],
      ['Medicación de noche: ¿quién comprueba?', 'Night school · question'],
    ]);
  });

  it("lets one be chosen, and has chosen the course's community, unless the platform takes several", async () => {
    const { arrived } = await open();

    expect(new Set(linesIn(arrived).map(({ type }) => type))).toEqual(new Set(['radio']));
    expect(linesIn(arrived).filter(({ isChosen }) => isChosen)).toEqual([
      expect.objectContaining({ choice: 'home' }),
    ]);
  });

  it('lets several be chosen where the platform takes them', async () => {
    const { arrived } = await open(several);

    expect(new Set(linesIn(arrived).map(({ type }) => type))).toEqual(new Set(['checkbox']));
    expect(linesIn(arrived).filter(({ isChosen }) => isChosen)).toEqual([]);
  });

  it('offers a gradebook column only where the platform makes one', async () => {
    expect((await open()).arrived.body).not.toContain('name="gradebook"');
    expect((await open({ accept_lineitem: true })).arrived.body).toContain('name="gradebook"');
  });

  it('places the community of a course that has none yet', async () => {
    const visitor = await open({}, ana, course('bare'));

    expect(linesIn(visitor.arrived)[0]).toMatchObject({ choice: 'home', title: 'Our community' });
    const [item] = await itemsIn(await place(visitor, visitor.arrived, { offer: 'home' }));
    expect(item).toMatchObject({ title: 'Our community', custom: { guildhall_view: 'home' } });
  });

  it('serves a visitor of whom the platform says nothing', async () => {
    const { arrived } = await world.launch({ message: 'deep linking', privacy: 'anonymous' });

    expect(lineTitled(arrived, 'How do you mark drafts?')).toBeDefined();
    expect(lineTitled(arrived, 'Night school')).toBeUndefined();
  });
});

describe('POST /deep-linking/offers', () => {
  it.each(['MEDICACION', 'noche medica', 'quién'])('finds a thread by %s', async (words) => {
    const visitor = await open();

    const page = await search(visitor, visitor.arrived, { words });

    expect(page.status).toBe(200);
    expect(linesIn(page).map(({ title }) => title)).toEqual([
      'Medicación de noche: ¿quién comprueba?',
    ]);
    expect(page.body).toContain('One found');
  });

  it('finds a community by its name', async () => {
    const visitor = await open();

    const page = await search(visitor, visitor.arrived, { words: 'night' });

    expect(linesIn(page).map(({ title }) => title)).toEqual([
      'Night school',
      'Talk · Night school',
    ]);
  });

  it('keeps what is chosen, whether or not it has the words', async () => {
    const visitor = await open(several);

    const page = await search(visitor, visitor.arrived, {
      words: 'night',
      offer: choiceOf(drafts),
    });

    expect(linesIn(page)[0]).toMatchObject({ title: 'How do you mark drafts?', isChosen: true });
    expect(linesIn(page)).toHaveLength(3);
  });

  it('says so when nothing has the words, and keeps them', async () => {
    const visitor = await open();

    const page = await search(visitor, visitor.arrived, { words: 'rhubarb & "custard" %' });

    expect(linesIn(page)).toEqual([]);
    expect(page.body).toContain('No title has all of these words.');
    expect(page.body).toContain('value="rhubarb &amp; &quot;custard&quot; %"');
  });

  it('shows nothing of a community that the person does not belong to', async () => {
    const visitor = await open();

    const page = await search(visitor, visitor.arrived, {
      words: 'nobody',
      offer: choiceOf(secret),
    });

    expect(page.status).toBe(200);
    expect(page.body).not.toContain('What nobody else may know');
    expect(page.body).not.toContain('Ward nine');
  });

  it('shows 25 threads at most, and says that another word narrows it', async () => {
    const anaHere = await world.ana();
    const form = await anaHere.get(`${own}/threads/new`);
    for (let count = 0; count < 27; count += 1) {
      const fields = { _key: v4(), kind: 'discussion', title: `Rubric ${count}`, body: 'So?' };
      await anaHere.press(form, `${own}/threads`, fields);
    }
    const visitor = await open();

    const page = await search(visitor, visitor.arrived, { words: 'rubric' });

    expect(linesIn(page)).toHaveLength(25);
    expect(linesIn(page)[0]?.title).toBe('Rubric 26');
    expect(page.body).toContain('Another word narrows it.');
  });
});

describe('POST /deep-linking', () => {
  it('hands the platform a thread, as it was shown, with ids of ours that survive a copy', async () => {
    const visitor = await open();
    const line = lineTitled(visitor.arrived, 'Medicación de noche: ¿quién comprueba?');

    const items = await itemsIn(await place(visitor, visitor.arrived, { offer: line?.choice }));

    expect(items).toEqual([
      {
        type: 'ltiResourceLink',
        title: line?.title,
        text: line?.text,
        url: `${world.house.url}/lti/launch`,
        custom: {
          guildhall_view: 'thread',
          guildhall_community: idOf(other),
          guildhall_thread: idOf(night),
          guildhall_course: expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
        iframe: { width: 800, height: 600 },
        window: { targetName: 'guildhall' },
      },
    ]);
  });

  it('hands it several where it takes them, in the order they were chosen', async () => {
    const visitor = await open(several);
    const offer = [choiceOf(drafts), `talk_${idOf(own)}`, 'home'];

    const items = await itemsIn(await place(visitor, visitor.arrived, { offer }));

    expect(items.map(({ custom }) => custom['guildhall_view'])).toEqual(['thread', 'talk', 'home']);
    expect(items.map(({ lineItem }) => lineItem)).toEqual([undefined, undefined, undefined]);
  });

  it('hands it one where it takes one', async () => {
    const visitor = await open();

    const answer = await place(visitor, visitor.arrived, { offer: [choiceOf(drafts), 'home'] });

    expect(await itemsIn(answer)).toHaveLength(1);
  });

  it('asks for a gradebook column where it is ticked', async () => {
    const visitor = await open({ accept_lineitem: true });
    const offer = choiceOf(drafts);

    const [without] = await itemsIn(await place(visitor, visitor.arrived, { offer }));
    const ticked = await place(visitor, visitor.arrived, { offer, gradebook: 'on' });
    const [item] = await itemsIn(ticked);

    expect(without?.lineItem).toBeUndefined();
    expect(item?.lineItem).toEqual({
      label: 'How do you mark drafts?',
      scoreMaximum: 100,
      resourceId: idOf(drafts),
      tag: 'guildhall',
    });
  });

  it('asks for none that the platform did not offer', async () => {
    const visitor = await open();

    const fields = { offer: choiceOf(drafts), gradebook: 'on' };
    const [item] = await itemsIn(await place(visitor, visitor.arrived, fields));

    expect(item?.lineItem).toBeUndefined();
  });

  it('hands it nothing when the person thinks better of it', async () => {
    const visitor = await open();

    const fields = { choice: 'cancel', offer: choiceOf(drafts) };

    expect(await itemsIn(await place(visitor, visitor.arrived, fields))).toEqual([]);
  });

  it('asks again when nothing is chosen', async () => {
    const visitor = await open({ ...several, accept_lineitem: true });

    const page = await place(visitor, visitor.arrived, { words: 'night', gradebook: 'on' });

    expect(page.status).toBe(422);
    expect(page.body).toContain('<a href="#offers">Choose what to place.</a>');
    expect(page.body).toContain('name="gradebook" checked');
    expect(linesIn(page)).toHaveLength(2);
  });

  it.each<[string, () => string]>([
    ['gone meanwhile', () => `thread_${idOf(own)}_${v4()}`],
    ['of a community they may not read', () => choiceOf(secret)],
    ['a community they may not read', () => `home_${idOf(foreign)}`],
    ['of another community than it says', () => `thread_${idOf(own)}_${idOf(night)}`],
    ['no thread at all', () => `thread_${idOf(own)}`],
    ['of a kind there is not', () => `poem_${idOf(own)}`],
    ['nonsense', () => "thread_' or 1=1 --"],
  ])('asks again when what is chosen is %s, and keeps the rest', async (_what, choice) => {
    const visitor = await open(several);
    const offer = [choice(), choiceOf(drafts)];

    const page = await place(visitor, visitor.arrived, { offer });

    expect(page.status).toBe(422);
    expect(page.body).toContain('Something you chose is not there any more.');
    expect(linesIn(page).filter(({ isChosen }) => isChosen)).toEqual([
      expect.objectContaining({ title: 'How do you mark drafts?' }),
    ]);
    expect(page.body).not.toContain('What nobody else may know');
    expect(page.body).not.toContain('Ward nine');
  });

  it.each(['/deep-linking', '/deep-linking/offers'])(
    'says at %s to open it again when the request is changed, missing, or of another visit',
    async (path) => {
      const visitor = await open();
      const sealed = /name="request" value="([^"]*)"/.exec(visitor.arrived.body)?.[1] ?? '';
      const benThere = await open({}, ben);
      const changed = sealed.replace(/.{6}$/, 'AAAAAA');

      const answers = [
        await visitor.press(visitor.arrived, '/deep-linking', { request: changed }, path),
        await visitor.press(visitor.arrived, '/deep-linking', { request: undefined }, path),
        await benThere.press(benThere.arrived, '/deep-linking', { request: sealed }, path),
      ];

      for (const { status, body } of answers) {
        expect(status).toBe(422);
        expect(body).toContain('Open this again from your course');
        expect(body).not.toContain('name="JWT"');
      }
    },
  );

  describe('an hour later', () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    it('says to open it again', async () => {
      const visitor = await open();
      const soon = new Date(Date.now() + 61 * 60_000);
      vi.useFakeTimers({ now: soon, toFake: ['Date'] });

      const answer = await place(visitor, visitor.arrived, { offer: 'home' });

      expect(answer.status).toBe(422);
      expect(answer.body).toContain('Open this again from your course');
    });
  });
});
