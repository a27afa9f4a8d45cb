import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/platform/browser.ts';
import { tutors, type Person } from '../support/platform/launch-claims.ts';
import { answerTo, begin, postIn } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
/** What the program takes for now, where it is not. */
let later: Date | null = null;

const days = { pollQuestion: 'Which day?', pollOptions: 'Monday\nWednesday\n\nFriday ' };

beforeAll(async () => {
  world = await openWorld({
    now: () => later ?? new Date(),
    sessionIdleMs: 1e12,
    sessionMaxMs: 1e12,
  });
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
});

afterEach(() => {
  later = null;
});

afterAll(() => world.close());

const member = (given: string): Promise<Visitor> => {
  const person: Person = {
    sub: `person-${given}`,
    given,
    family: 'Test',
    email: `${given}@lms.test`,
  };
  return world.launch({ person, role: 'learner', course: tutors });
};

/** Presses the poll's button, with these answers chosen. */
async function vote(
  who: Visitor,
  thread: string,
  choice: string[],
  wish = 'give',
): Promise<Answer> {
  const page = await who.get(thread);
  return who.press(page, `${thread}/poll/ballot`, { choice, wish });
}

async function close(who: Visitor, thread: string): Promise<Answer> {
  return who.press(await who.get(thread), `${thread}/poll/closing`, {});
}

const wordsOf = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** What somebody reads of the poll. */
async function pollFor(who: Visitor, thread: string): Promise<string> {
  const first = postIn(await who.get(`${thread}?from=1`), 1);
  const [, poll] = /<section class="poll[^>]*>([\s\S]*?)<\/section>/.exec(first) ?? [];
  return poll === undefined ? 'no poll' : wordsOf(poll);
}

describe('a poll', () => {
  it.each(['question', 'discussion', 'idea', 'introduction', 'announcement'])(
    'stands in a thread that is a %s, and lists say so',
    async (kind) => {
      const title = `Polled ${kind}`;
      const thread = await begin(ana, home, { kind, title, ...days });
      expect(await pollFor(ben, thread)).toMatch(/^Which day\?.*Monday.*Wednesday.*Friday/);
      const list = (await ben.get(`${home}/threads?kind=${kind}`)).body;
      const line = list.split('<li ').find((each) => each.includes(title));
      expect(line).toContain('<span class="mark">Poll</span>');
    },
  );

  it('counts votes, which can be changed and taken back', async () => {
    const thread = await begin(ana, home, days);
    expect((await vote(ben, thread, ['2'])).status).toBe(303);
    await vote(ana, thread, ['1']);
    expect(await pollFor(ben, thread)).toContain('Wednesday: 1 of 2, 50%');
    await vote(ben, thread, ['1']);
    expect(await pollFor(ben, thread)).toContain('Monday: 2 of 2, 100%');
    expect(await pollFor(ben, thread)).toContain('Wednesday: 0 of 2, 0%');
    await vote(ben, thread, [], 'take back');
    expect(await pollFor(ben, thread)).toContain('Monday: 1 of 1, 100%');
    expect(await pollFor(ben, thread)).toContain('one person voted');
  });

  it('comes back with what was chosen where it is nothing, or too much', async () => {
    const thread = await begin(ana, home, { ...days, pollMost: '2' });
    const none = await vote(ben, thread, []);
    expect(none.status).toBe(422);
    expect(none.body).toContain('Choose an answer first');
    const many = await vote(ben, thread, ['1', '2', '3']);
    expect(many.status).toBe(422);
    expect(many.body.match(/name="choice" value="\d" checked/g)).toHaveLength(3);
    expect((await vote(ben, thread, ['9'])).status).toBe(422);
    expect(await pollFor(ana, thread)).toContain('Nobody has voted yet');
    await vote(ben, thread, ['1', '3']);
    expect(await pollFor(ana, thread)).toMatch(/Monday: 1 of 1.*Friday: 1 of 1/);
  });

  it('is counted right when many vote at once', async () => {
    const thread = await begin(ana, home, days);
    const many = await Promise.all(
      Array.from({ length: 12 }, (_, index) => member(`voter-${index}`)),
    );
    const pages = await Promise.all(many.map((who) => who.get(thread)));
    const press = (round: number) =>
      Promise.all(
        many.map((who, index) =>
          who.press(pages[index] ?? who.arrived, `${thread}/poll/ballot`, {
            choice: `${((index + round) % 3) + 1}`,
            wish: 'give',
          }),
        ),
      );
    await Promise.all([press(0), press(1)]);
    await press(2);
    expect(await pollFor(ana, thread)).toMatch(
      /Monday: 4 of 12, 33%.*Wednesday: 4 of 12.*Friday: 4 of 12/,
    );
  });

  it.each([
    ['always', true, true],
    ['voted', false, true],
    ['closed', false, false],
  ])('shows how it stands as was asked: %s', async (pollShows, before, after) => {
    const thread = await begin(ana, home, { ...days, pollShows });
    await vote(ana, thread, ['1']);
    const isShown = async () => (await pollFor(ben, thread)).includes('Monday: ');
    expect(await isShown()).toBe(before);
    await vote(ben, thread, ['2']);
    expect(await isShown()).toBe(after);
    await close(ana, thread);
    expect(await isShown()).toBe(true);
  });

  it('names those who voted only where it says so beforehand', async () => {
    const named = await begin(ana, home, { ...days, pollNames: 'on' });
    expect(await pollFor(ben, named)).toContain('Everybody who reads this sees who voted');
    await vote(ben, named, ['2']);
    expect(await pollFor(ana, named)).toMatch(/Wednesday: 1 of 1, 100% Ben/);
  });

  it('tells nobody who voted in a secret one, not by page, record, live stream or list', async () => {
    const noor = await member('Noor');
    const thread = await begin(ana, home, days);
    await vote(noor, thread, ['2']);
    const seen = [
      await ana.get(thread),
      await ana.get(`${thread}/care`),
      await ana.get(`${home}/log`),
      await ana.get(`${home}/threads`),
      await ana.get(`${thread}/posts/1/history`),
    ];
    for (const { body } of seen) expect(body).not.toContain('Noor');
    const recorded = await world.house.database.within(world.organizationId, (tx) =>
      tx
        .selectFrom('activity')
        .innerJoin('persons', 'persons.id', 'activity.personId')
        .select('verb')
        .where('persons.name', 'like', 'Noor%')
        .execute(),
    );
    expect(recorded.map(({ verb }) => verb)).not.toContain('voted');
  });

  it('closes when its day is over where its author is', async () => {
    const amsterdam = await world.ben();
    await amsterdam.press(await amsterdam.get('/me'), '/me', {
      language: '',
      timeZone: 'Europe/Amsterdam',
    });
    const thread = await begin(amsterdam, home, { ...days, pollClosesOn: '2027-03-28' });
    expect(await pollFor(ana, thread)).toContain('Closes');
    // The clocks go forward on that day: it is over at 22:00 in UTC, not at 23:00.
    later = new Date('2027-03-28T21:59:59Z');
    const page = await ana.get(thread);
    expect(page.body).toContain('id="poll-vote"');
    later = new Date('2027-03-28T22:00:00Z');
    const late = { choice: '1', wish: 'give' };
    const answer = await ana.press(page, `${thread}/poll/ballot`, late);
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('closed in the meantime');
    expect(await pollFor(ana, thread)).toContain('Nobody has voted yet · Closed');
  });

  it('is closed early by who asked and by who leads, and by nobody else', async () => {
    const noor = await member('Noor');
    const thread = await begin(ben, home, days);
    expect((await noor.get(thread)).body).not.toContain('poll/closing');
    const page = await noor.get(thread);
    const trespass = { wish: 'give', choice: '1' };
    expect(
      (await noor.press(page, `${thread}/poll/ballot`, trespass, `${thread}/poll/closing`)).status,
    ).toBe(403);
    await close(ben, thread);
    expect(await pollFor(noor, thread)).toContain('Closed');
    const other = await begin(ben, home, days);
    await close(ana, other);
    expect(await pollFor(noor, other)).toContain('Closed');
  });

  it('takes no votes where the thread is closed or hidden, and is hidden with it', async () => {
    const thread = await begin(ben, home, days);
    const ballot = { wish: 'give', choice: '1' };
    const page = await ben.get(thread);
    const care = { replies: 'closed', slowSeconds: '0' };
    await ana.press(await ana.get(`${thread}/care`), `${thread}/care`, care);
    expect((await ben.press(page, `${thread}/poll/ballot`, ballot)).status).toBe(422);
    expect(await pollFor(ben, thread)).toContain('Nobody has voted yet');

    const shown = await begin(ben, home, days);
    const before = await ben.get(shown);
    const hide = `${shown}/posts/1/care/hide`;
    await ana.press(await ana.get(hide), hide, { rule: 'spam', words: 'No' });
    expect((await ben.press(before, `${shown}/poll/ballot`, ballot)).status).toBe(422);
    expect((await (await member('Noor')).get(shown)).status).toBe(404);
  });

  it('comes back with every word where something is wrong, and what is wrong', async () => {
    const form = await ben.get(`${home}/threads/new`);
    const wrong = {
      kind: 'question',
      title: 'A title',
      body: '',
      pollQuestion: '',
      pollOptions: 'Only this one',
      pollMost: '3',
      pollShows: 'closed',
      pollNames: 'on',
      pollClosesOn: '2020-01-01',
    };
    const again = await ben.press(form, `${home}/threads`, wrong);
    expect(again.status).toBe(422);
    for (const name of ['body', 'pollQuestion', 'pollOptions', 'pollClosesOn'])
      expect(again.body).toContain(`id="${name}-problem"`);
    expect(again.body).toMatch(/<details class="add-poll" open/);
    expect(again.body).toContain('>Only this one</textarea>');
    expect(again.body).toContain('value="3" selected');
    expect(again.body).toContain('value="closed" selected');
    expect(again.body).toMatch(/name="pollNames"[^>]* checked/);
    expect(again.body).toContain('value="2020-01-01"');
  });

  it.each([
    ['Yes\nYes', 'twice'],
    [Array.from({ length: 11 }, (_, index) => `Option ${index}`).join('\n'), 'ten answers at most'],
    [`Yes\n${'x'.repeat(101)}`, '100 characters'],
  ])('is refused with options such as %j', async (pollOptions, reason) => {
    const form = await ben.get(`${home}/threads/new`);
    const fields = { kind: 'question', title: 'A title', body: 'Words', ...days, pollOptions };
    const again = await ben.press(form, `${home}/threads`, fields);
    expect(again.status).toBe(422);
    expect(again.body).toContain(reason);
  });

  it('leaves whoever asks behind an alias sealed', async () => {
    const settings = { name: 'Tutors', topics: '', listing: 'listed', joining: 'open' };
    const more = { reading: 'members', replyDays: '2', anonymity: 'peers' };
    const form = await ana.get(`${home}/settings`);
    await ana.press(form, `${home}/settings`, { ...settings, ...more });
    const noor = await member('Noor');
    const thread = await begin(noor, home, { ...days, anonymous: 'on' });
    await vote(noor, thread, ['1']);
    await close(noor, thread);
    expect((await ana.get(thread)).body).not.toContain('Noor');
    const verbs = await world.house.database.within(world.organizationId, (tx) =>
      tx
        .selectFrom('activity')
        .select(['verb', 'personId'])
        .where('objectId', '=', thread.split('/').at(-1) ?? '')
        .execute(),
    );
    expect(verbs.map(({ verb }) => verb).toSorted()).toEqual(['closed a poll', 'started']);
    expect(verbs.map(({ personId }) => personId)).toEqual([null, null]);
  });

  it('is heard of in an open page when somebody votes', async () => {
    const thread = await begin(ana, home, days);
    const changes = async () =>
      /data-changes="(\d+)"/.exec((await ana.get(`${thread}?from=1`)).body)?.[1];
    const before = await changes();
    await vote(ben, thread, ['1']);
    expect(await changes()).not.toBe(before);
  });

  it('stands on the first page alone, and a long thread opens there after voting', async () => {
    const thread = await begin(ana, home, days);
    await answerTo(ben, thread, 'A reply.');
    const answer = await vote(ben, thread, ['1']);
    expect(answer.location?.search).toBe('?from=1');
    expect(answer.location?.hash).toBe('#poll');
  });
});
