import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Answer } from '../support/platform/browser.ts';
import { tutors, type Person } from '../support/platform/launch-claims.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const mia: Person = { sub: 'person-mia', given: 'Mia', family: 'Weber', email: 'mia@lms.test' };

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let mias: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  mias = await world.launch({ person: mia, role: 'learner', course: tutors });
  const settings = { name: 'Tutors', topics: '', listing: 'listed', joining: 'open' };
  const form = await ana.get(`${home}/settings`);
  const rest = { reading: 'members', replyDays: '2', anonymity: 'peers' };
  await ana.press(form, `${home}/settings`, { ...settings, ...rest });
});

afterAll(() => world.close());

const pathOf = (answer: Answer) => answer.location?.pathname ?? '';

async function ask(who: Visitor, fields: object = {}): Promise<string> {
  const form = await who.get(`${home}/threads/new`);
  const question = { kind: 'discussion', title: 'About grades', body: 'Their words here.' };
  return pathOf(await who.press(form, `${home}/threads`, { ...question, ...fields }));
}

async function reply(who: Visitor, thread: string, body: string): Promise<string> {
  await who.press(await who.get(thread), `${thread}/posts`, { body });
  return `${thread}/posts/2`;
}

async function report(who: Visitor, post: string, fields: object): Promise<Answer> {
  const path = `${post}/report`;
  return who.press(await who.get(path), path, { ...fields });
}

async function decide(post: string, act: string, fields: object = {}): Promise<Answer> {
  const path = `${post}/care/${act}`;
  return ana.press(await ana.get(path), path, { ...fields });
}

const against = { rule: 'unkind', words: 'Please say it without the name-calling.' };

const logOf = (deed: 'hidden' | 'left' | 'unsealed') =>
  world.house.database.within(world.organizationId, (tx) =>
    tx
      .selectFrom('moderationLog')
      .select(['deed', 'rule', 'words', 'actorRole', 'beforeState', 'afterState', 'postId'])
      .where('deed', '=', deed)
      .orderBy('id', 'desc')
      .execute(),
  );

describe('a report', () => {
  it('reaches the facilitators with its reason and words, and its author never learns whose it is', async () => {
    const thread = await ask(ben);
    expect((await mias.get(thread)).body).toContain(`${thread}/posts/1/report`);
    expect((await ben.get(thread)).body).not.toContain(`${thread}/posts/1/report`);

    const sent = await report(mias, `${thread}/posts/1`, {
      reason: 'private',
      words: 'It names a student.',
    });

    expect(sent.status).toBe(303);
    expect((await mias.get(`${pathOf(sent)}?sent`)).body).toContain('Thank you.');
    const queue = await ana.get(`${home}/care`);
    expect(queue.body).toContain('Reported posts');
    expect(queue.body).toContain('It names a student.');
    const care = await ana.get(`${thread}/posts/1/care`);
    expect(care.body).toContain('Mia Weber');
    await decide(`${thread}/posts/1`, 'hide', against);
    const told = await ben.get(`${thread}/posts/1/decisions`);
    const seen = (await ben.get(thread)).body + told.body + (await ben.get(home)).body;
    expect(seen).not.toContain('Mia');
  });

  it('comes back with its words where nothing was chosen, or something else is not named', async () => {
    const thread = await ask(ben);
    const empty = await report(mias, `${thread}/posts/1`, { words: 'Kept words' });
    expect(empty.status).toBe(422);
    expect(empty.body).toContain('Kept words</textarea>');
    expect((await report(mias, `${thread}/posts/1`, { reason: 'other' })).status).toBe(422);
  });

  it('is not made of one’s own post, nor of one that is not shown', async () => {
    const thread = await ask(ben);
    expect((await ben.get(`${thread}/posts/1/report`)).status).toBe(403);
    const post = await reply(ben, thread, 'Words');
    await decide(post, 'hide', against);
    expect((await mias.get(`${post}/report`)).status).toBe(404);
  });

  it('counts once for each member until it is answered, and a facilitator can leave the post as it is', async () => {
    const thread = await ask(ben, { title: 'Reported twice' });
    for (let time = 0; time < 2; time += 1)
      await report(mias, `${thread}/posts/1`, { reason: 'spam' });
    const queue = await ana.get(`${home}/care`);
    expect(queue.body.split('Reported twice')).toHaveLength(2);
    expect(queue.body).toContain('reported once');

    expect((await decide(`${thread}/posts/1`, 'leave')).status).toBe(303);

    expect((await ana.get(`${home}/care`)).body).not.toContain('Reported twice');
    expect((await ben.get(home)).body).not.toContain('Reported twice:');
    expect((await logOf('left')).length).toBeGreaterThan(0);
  });

  it('of a facilitator’s own post does not tell them who made it', async () => {
    const thread = await ask(ana);
    await report(mias, `${thread}/posts/1`, { reason: 'wrong', words: 'The date is wrong.' });
    const care = await ana.get(`${thread}/posts/1/care`);
    expect(care.body).toContain('The date is wrong.');
    expect(care.body).not.toContain('Mia');
  });
});

describe('R36: the author of a hidden post', () => {
  it('is told which rule, by which role, and how to put it right or appeal; a log row exists', async () => {
    const thread = await ask(mias);
    const post = await reply(ben, thread, 'Mia is a fool.');

    expect((await decide(post, 'hide', against)).status).toBe(303);

    const others = await mias.get(thread);
    expect(others.body).toContain('A facilitator hid this post.');
    expect(others.body).not.toContain('Mia is a fool.');
    expect((await ben.get(home)).body).toContain('A facilitator hid a post of yours:');
    const own = await ben.get(thread);
    expect(own.body).toContain('Mia is a fool.');
    expect(own.body).toContain(`${post}/decisions`);
    const told = await ben.get(`${post}/decisions`);
    expect(told.body).toContain('Unkind.');
    expect(told.body).toContain('decided by a facilitator');
    expect(told.body).toContain('Please say it without the name-calling.');
    expect(told.body).toContain('Change what is said above');
    expect(told.body).toContain('please look again');
    expect(told.body).toContain('>Appeal</button>');
    const [row] = await logOf('hidden');
    expect(row).toMatchObject({
      rule: 'unkind',
      words: against.words,
      actorRole: 'facilitator',
      beforeState: 'visible',
      afterState: 'hidden',
    });
    const log = await ana.get(`${home}/log`);
    expect(log.body).toContain('Ana Moreno');
    expect(log.body).toContain(against.words);
  });

  it('mends it and asks to look again; a facilitator restores it', async () => {
    const thread = await ask(mias, { title: 'To be mended' });
    const post = await reply(ben, thread, 'A harsh word.');
    await decide(post, 'hide', against);
    const form = await ben.get(`${post}/edit`);
    await ben.press(form, post, { body: 'A kind word.', revision: '1' });

    const page = await ben.get(`${post}/decisions`);
    await ben.press(page, `${post}/decisions/appeals`, { kind: 'mended' });

    const queue = await ana.get(`${home}/care`);
    expect(queue.body).toContain('Appeals and mended posts');
    expect(queue.body).toContain('Changed, please look again');
    await decide(post, 'restore', { words: 'Thank you.' });
    const shown = await mias.get(thread);
    expect(shown.body).toContain('A kind word.');
    expect((await ana.get(`${home}/care`)).body).not.toContain('To be mended');
    expect((await ben.get(`${post}/decisions`)).body).toContain('granted');
  });

  it('appeals once, is answered, and cannot appeal again', async () => {
    const thread = await ask(mias);
    const post = await reply(ben, thread, 'A joke.');
    await decide(post, 'hide', against);
    const page = await ben.get(`${post}/decisions`);
    const appeals = `${post}/decisions/appeals`;
    const empty = await ben.press(page, appeals, { kind: 'appeal', words: ' ' });
    expect(empty.status).toBe(422);
    await ben.press(page, appeals, { kind: 'appeal', words: 'It was a joke among friends.' });
    expect((await ana.get(`${post}/care`)).body).toContain('It was a joke among friends.');

    expect((await decide(post, 'uphold', { words: 'Others did not see it so.' })).status).toBe(303);

    const told = await ben.get(`${post}/decisions`);
    expect(told.body).toContain('Others did not see it so.');
    expect(told.body).toContain('declined');
    expect(told.body).not.toContain('>Appeal</button>');
  });
});

describe('a decision', () => {
  it('needs a rule and a word to the author, and comes back with what was typed', async () => {
    const thread = await ask(ben);
    const answer = await decide(`${thread}/posts/1`, 'hide', { words: '', rule: 'spam' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('value="spam" checked');
  });

  it('can be undone, one step after another', async () => {
    const thread = await ask(mias);
    const post = await reply(ben, thread, 'Undo me.');
    for (const act of ['hide', 'delete']) await decide(post, act, against);
    expect((await mias.get(thread)).body).toContain('This post was deleted.');
    await decide(post, 'restore');
    expect((await mias.get(thread)).body).toContain('A facilitator hid this post.');
    await decide(post, 'restore');
    expect((await mias.get(thread)).body).toContain('Undo me.');
  });

  it('is refused when another facilitator was first, and keeps the words', async () => {
    const thread = await ask(mias);
    const post = await reply(ben, thread, 'Twice decided.');
    const path = `${post}/care/hide`;
    const form = await ana.get(path);
    await decide(post, 'delete', against);

    const late = await ana.press(form, path, { ...against, words: 'My careful words.' });

    expect(late.status).toBe(409);
    expect(late.body).toContain('My careful words.</textarea>');
  });

  it('happens once, however often the button is pressed', async () => {
    const thread = await ask(mias);
    const post = await reply(ben, thread, 'Pressed often.');
    const path = `${post}/care/hide`;
    const form = await ana.get(path);
    const before = (await logOf('hidden')).length;
    const answers = await Promise.all([1, 2, 3].map(() => ana.press(form, path, against)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await logOf('hidden')).length).toBe(before + 1);
  });

  it('about the first post takes the thread along, for everybody but its author and facilitators', async () => {
    const thread = await ask(ben, { title: 'Hidden as a whole' });
    await decide(`${thread}/posts/1`, 'hide', against);
    expect((await mias.get(thread)).status).toBe(404);
    expect((await mias.get(`${home}/threads`)).body).not.toContain('Hidden as a whole');
    expect((await ben.get(thread)).status).toBe(200);
    await decide(`${thread}/posts/1`, 'delete', against);
    expect((await ben.get(thread)).status).toBe(404);
    expect((await ben.get(`${thread}/posts/1/decisions`)).body).toContain('Your post was deleted.');
    await decide(`${thread}/posts/1`, 'restore');
    await decide(`${thread}/posts/1`, 'restore');
    expect((await mias.get(thread)).status).toBe(200);
  });

  it('is not a member’s to make', async () => {
    const thread = await ask(ben);
    for (const path of ['care', 'care/hide', 'care/unsealing'])
      expect((await mias.get(`${thread}/posts/1/${path}`)).status).toBe(403);
    expect((await mias.get(`${home}/log`)).status).toBe(403);
  });
});

describe('redacting', () => {
  it('takes words out; the first wording is readable by facilitators only, and can be put back', async () => {
    const thread = await ask(mias);
    const post = await reply(ben, thread, 'Call Tom on 555-0100 about it.');
    const words = { ...against, rule: 'private', body: 'Call Tom about it.' };

    const form = await ana.get(`${post}/care/redact`);
    const revision = /name="revision" id="revision" value="(\d+)"/.exec(form.body)?.[1];
    await ana.press(form, `${post}/care/redact`, { ...words, revision });

    const shown = await mias.get(thread);
    expect(shown.body).toContain('Call Tom about it.');
    expect(shown.body).toContain('A facilitator took something out of this post.');
    expect(shown.body).not.toContain('555-0100');
    for (const who of [mias, ben]) expect((await who.get(`${post}/history`)).status).toBe(404);
    expect((await ana.get(`${post}/history`)).body).toContain('555-0100');
    await decide(post, 'restore');
    expect((await mias.get(thread)).body).toContain('555-0100');
  });

  it('is refused when the author changed the post meanwhile', async () => {
    const thread = await ask(mias);
    const post = await reply(ben, thread, 'First words.');
    const words = { ...against, body: 'Fewer words.', revision: '7' };
    const late = await decide(post, 'redact', words);
    expect(late.status).toBe(409);
    expect(late.body).toContain('Fewer words.</textarea>');
  });
});

describe('behind an alias', () => {
  it('nobody is shown, to facilitators neither, until one asks for a reason and the author is told', async () => {
    const thread = await ask(ben, { anonymous: 'on', title: 'Without a name' });
    await report(mias, `${thread}/posts/1`, { reason: 'off_topic' });
    await decide(`${thread}/posts/1`, 'hide', against);
    const pages = ['care', 'care/delete', 'care/unsealing'].map(
      (page) => `${thread}/posts/1/${page}`,
    );
    for (const page of [...pages, `${home}/log`, thread])
      expect((await ana.get(page)).body).not.toContain('Ben');
    expect((await ben.get(`${thread}/posts/1/decisions`)).body).toContain('Unkind.');

    const path = `${thread}/posts/1/care/unsealing`;
    const form = await ana.get(path);
    expect((await ana.press(form, path, { words: '' })).status).toBe(422);
    expect((await logOf('unsealed')).length).toBe(0);
    const unsealed = await ana.press(form, path, { words: 'A threat must be followed up.' });

    expect(unsealed.status).toBe(200);
    expect(unsealed.body).toContain('Ben Okafor');
    expect((await logOf('unsealed'))[0]?.words).toBe('A threat must be followed up.');
    expect((await ana.get(`${thread}/posts/1/care`)).body).not.toContain('Ben');
    expect((await ana.get(`${home}/log`)).body).not.toContain('Ben Okafor');
    expect((await ben.get(home)).body).toContain('looked up who wrote a post of yours');
    expect((await ben.get(`${thread}/posts/1/decisions`)).body).toContain(
      'A threat must be followed up.',
    );
  });
});

it('the log cannot be changed or deleted by the program', async () => {
  const deeds = ['update moderation_log set words = null', 'delete from moderation_log'];
  for (const deed of deeds) {
    await expect(
      world.house.database.within(world.organizationId, (tx) => sql.raw(deed).execute(tx)),
    ).rejects.toThrow(/permission denied/);
  }
});
