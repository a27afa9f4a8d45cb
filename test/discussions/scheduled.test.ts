import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postDueThreads } from '../../src/discussions/index.ts';
import type { Answer } from '../support/platform/browser.ts';
import { nurses } from '../support/platform/launch-claims.ts';
import { pathOf } from '../support/talk.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
});

afterAll(() => world.close());

const dayMs = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
const words = { kind: 'discussion', title: 'A prompt', body: 'What went well?' };
const someDay = { laterOn: inDays(3), laterAt: '09:30' };

/** Sends the form of a new thread, to be posted later. */
async function write(who: Visitor, fields: object, place = home): Promise<Answer> {
  const form = await who.get(`${place}/threads/new`);
  return who.press(form, `${place}/threads`, { ...words, ...someDay, ...fields });
}

/** Has a process post what is due at this moment. */
async function postDue(moment: Date): Promise<void> {
  const job = postDueThreads({ db: world.house.database, now: () => moment });
  await job.work({}, new AbortController().signal);
}

const at = (day: string, time: string) => new Date(`${day}T${time}:00Z`);
const waiting = async (who: Visitor, place = home) =>
  (await who.get(`${place}/threads/waiting`)).body;
const listed = async (who: Visitor, title: string, place = home) =>
  (await who.get(`${place}/threads`)).body.split(`>${title}</a>`).length - 1;

/** The line of the list that holds this title, and the address of what waits there. */
async function lineOf(who: Visitor, title: string, place = home) {
  const line = (await waiting(who, place)).split('<li ').find((each) => each.includes(title)) ?? '';
  const id = /id="waiting-([0-9a-f-]{36})"/.exec(line)?.[1];
  return { line, path: `${place}/threads/waiting/${id}` };
}

async function press(who: Visitor, path: string, deed: string, fields = {}): Promise<Answer> {
  const list = await who.get(path.replace(/\/[^/]+$/, ''));
  const action = list.body.includes(`action="${path}/posting"`) ? 'posting' : 'withdrawal';
  return who.press(list, `${path}/${action}`, fields, `${path}/${deed}`);
}

describe('R51: a thread that a facilitator schedules', () => {
  it('is seen by nobody before its time, and by everybody after, once', async () => {
    const answer = await write(ana, { title: 'Monday prompt' });
    expect(pathOf(answer)).toBe(`${home}/threads/waiting?saved`);
    expect(await waiting(ana)).toContain('Monday prompt');
    await postDue(new Date(at(someDay.laterOn, '09:30').getTime() - 1));
    expect(await listed(ana, 'Monday prompt')).toBe(0);
    expect(await waiting(ben)).not.toContain('Monday prompt');

    const due = at(someDay.laterOn, '09:30');
    await Promise.all([postDue(due), postDue(due), postDue(due)]);
    await postDue(due);
    expect(await listed(ben, 'Monday prompt')).toBe(1);
    expect(await waiting(ana)).not.toContain('Monday prompt');
    expect(await listed(ana, 'Monday prompt')).toBe(1);
    const mine = await ana.get(`${home}/threads?show=mine`);
    expect(mine.body).toContain('Monday prompt');
    const started = await world.house.database.within(world.organizationId, (tx) =>
      tx
        .selectFrom('activity')
        .innerJoin('threads', 'threads.id', 'activity.objectId')
        .select('activity.verb')
        .where('threads.title', '=', 'Monday prompt')
        .execute(),
    );
    expect(started).toEqual([{ verb: 'started' }]);
  });

  it('may be an announcement, which then stands before everybody', async () => {
    await write(ana, { kind: 'announcement', title: 'We meet on Thursday' });
    expect((await ben.get(home)).body).not.toContain('We meet on Thursday');
    await postDue(at(someDay.laterOn, '09:30'));
    const notice = /<p class="notice info">[\s\S]*?<\/p>/.exec((await ben.get(home)).body)?.[0];
    expect(notice).toContain('We meet on Thursday');
  });

  it('carries its poll', async () => {
    const poll = { pollQuestion: 'Which?', pollOptions: 'This\nThat', pollClosesOn: inDays(9) };
    await write(ana, { title: 'With a poll', ...poll });
    await postDue(at(someDay.laterOn, '09:30'));
    const { body } = await ben.get(`${home}/threads`);
    const line = body.split('<li ').find((each) => each.includes('With a poll'));
    expect(line).toContain('<span class="mark">Poll</span>');
  });

  it('goes by the clock of whoever wrote it, on the day it goes forward too', async () => {
    // The next last Sunday of March.
    const thisYear = new Date().getUTCFullYear();
    const sundays = [thisYear, thisYear + 1].map((year) => {
      const daysAfter = new Date(Date.UTC(year, 2, 31)).getUTCDay();
      return new Date(Date.UTC(year, 2, 31 - daysAfter));
    });
    const last = sundays.find((sunday) => sunday.getTime() > Date.now()) ?? new Date();
    const laterOn = last.toISOString().slice(0, 10);
    const me = await ana.get('/me');
    await ana.press(me, '/me', { language: '', timeZone: 'Europe/Amsterdam' });
    expect((await ana.get(`${home}/threads/new`)).body).toContain('Europe/Amsterdam');
    await write(ana, { title: 'Before', laterOn, laterAt: '01:30' });
    await write(ana, { title: 'Never on a clock', laterOn, laterAt: '02:30' });
    await ana.press(await ana.get('/me'), '/me', { language: '', timeZone: 'UTC' });
    expect((await lineOf(ana, 'Before')).line).toContain(`datetime="${laterOn}T00:30:00.000Z"`);
    expect((await lineOf(ana, 'Never on a clock')).line).toContain(
      `datetime="${laterOn}T01:30:00.000Z"`,
    );
  });

  it('is changed, posted now, or withdrawn and put back', async () => {
    await write(ana, { title: 'First words' });
    const { path } = await lineOf(ana, 'First words');
    const form = await ana.get(path);
    expect(form.body).toContain('value="First words"');
    expect(form.body).toContain('value="09:30"');
    const changed = { ...words, ...someDay, title: 'Better words' };
    expect(pathOf(await ana.press(form, path, changed))).toContain('waiting?saved');
    await press(ana, path, 'withdrawal', { wish: 'give' });
    await postDue(at(someDay.laterOn, '09:30'));
    expect(await listed(ben, 'Better words')).toBe(0);
    await press(ana, path, 'withdrawal', { wish: 'take back' });
    const posted = await press(ana, path, 'posting');
    expect((await ben.get(pathOf(posted))).body).toContain('Better words');
    expect(await waiting(ana)).not.toContain('Better words');
  });

  it('comes back with every word where the day is missing or over', async () => {
    for (const fields of [{ laterOn: '' }, { laterAt: '' }, { laterOn: '2020-01-01' }]) {
      const again = await write(ana, { ...fields, title: 'Kept words' });
      expect(again.status).toBe(422);
      expect(again.body).toContain('value="Kept words"');
      expect(again.body).toMatch(/id="later(On|At)-problem"/);
    }
  });

  it('is for those who lead alone', async () => {
    expect((await ben.get(`${home}/threads/new`)).body).not.toContain('name="laterOn"');
    expect((await write(ben, {})).status).toBe(403);
  });

  it('waits with the reason where its author no longer leads, and they see it', async () => {
    const teacher = await world.launch({
      person: { sub: 'person-tova', given: 'Tova', family: 'T', email: 'tova@lms.test' },
      role: 'instructor',
      course: nurses,
    });
    const place = await foundCommunity(teacher, { name: 'Wards', topics: 'wards' });
    await write(teacher, { title: 'Too late' }, place);
    const communityId = place.split('/').at(-1) ?? '';
    const { database } = world.house;
    const become = (role: 'member' | 'facilitator') =>
      database.within(world.organizationId, (tx) =>
        tx
          .updateTable('memberships')
          .set({ role })
          .where('communityId', '=', communityId)
          .execute(),
      );
    await become('member');
    await postDue(at(someDay.laterOn, '09:30'));
    expect(await listed(teacher, 'Too late', place)).toBe(0);
    const { line, path } = await lineOf(teacher, 'Too late', place);
    expect(line).toContain('no longer leads here');
    expect((await teacher.get(`${place}/threads`)).body).toContain('one could not be');
    await become('facilitator');
    const posted = await press(teacher, path, 'posting');
    expect((await teacher.get(pathOf(posted))).body).toContain('Too late');
  });

  it('that hides a name is seen by its author alone, who stays sealed', async () => {
    const settings = { name: 'Tutors', topics: '', listing: 'listed', joining: 'open' };
    const more = { reading: 'members', replyDays: '2', anonymity: 'peers' };
    await ana.press(await ana.get(`${home}/settings`), `${home}/settings`, {
      ...settings,
      ...more,
    });
    await write(ana, { kind: 'question', title: 'Behind a number', anonymous: 'on' });
    await write(ana, { title: 'Under a name' });
    const communityId = home.split('/').at(-1) ?? '';
    await world.house.database.within(world.organizationId, (tx) =>
      tx
        .updateTable('memberships')
        .set({ role: 'facilitator' })
        .where('communityId', '=', communityId)
        .execute(),
    );
    expect(await waiting(ben)).toContain('Under a name');
    expect(await waiting(ben)).not.toContain('Behind a number');
    await postDue(at(someDay.laterOn, '09:30'));
    const line = (await ben.get(`${home}/threads`)).body
      .split('<li ')
      .find((each) => each.includes('Behind a number'));
    expect(line).not.toContain('Ana');
  });
});
