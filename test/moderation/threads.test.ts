import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Answer } from '../support/platform/browser.ts';
import { ana, type Course } from '../support/platform/launch-claims.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let leader: Visitor;
let ben: Visitor;
let clock: Date;

beforeAll(async () => {
  clock = new Date();
  world = await openWorld({ now: () => clock });
  home = await world.community();
  leader = await world.ana();
  ben = await world.ben();
});

afterAll(() => world.close());

const pathOf = (answer: Answer) => answer.location?.pathname ?? '';
const minute = 60_000;
const day = 24 * 60 * minute;
const dayIn = (days: number) => new Date(clock.getTime() + days * day).toISOString().slice(0, 10);

async function ask(fields: object = {}): Promise<string> {
  const form = await ben.get(`${home}/threads/new`);
  const topic = /<option value="([\w-]{36})"[^>]*>drafts</.exec(form.body)?.[1];
  const words = { kind: 'discussion', title: 'How we mark', body: 'Let us see.', topic };
  return pathOf(await ben.press(form, `${home}/threads`, { ...words, ...fields }));
}

const asIt = {
  replies: 'open',
  closesAfterDays: '',
  closesOn: '',
  slowSeconds: '0',
  pinnedUntil: '',
};

async function lookAfter(thread: string, fields: object): Promise<Answer> {
  const page = await leader.get(`${thread}/care`);
  return leader.press(page, `${thread}/care`, { ...asIt, ...fields });
}

async function answer(thread: string, body = 'Yes.', page?: Answer): Promise<Answer> {
  return ben.press(page ?? (await ben.get(thread)), `${thread}/posts`, { body });
}

const deedsAt = async (thread: string) => {
  const log = await leader.get(`${home}/log`);
  return log.body
    .split('<li>')
    .filter((line) => line.includes(`/threads/${thread.split('/').at(-1)}"`))
    .map((line) => /<strong>([^<]+)</.exec(line)?.[1]);
};

describe('a thread looked after', () => {
  it('takes no replies while it is closed, says so in the log, and opens again', async () => {
    const thread = await ask();
    const typing = await ben.get(thread);
    expect((await lookAfter(thread, { replies: 'closed' })).status).toBe(303);

    expect((await answer(thread, 'Too late?', typing)).status).toBe(422);
    expect((await ben.get(thread)).body).toContain('This thread takes no more replies');

    await lookAfter(thread, { replies: 'open' });
    expect((await answer(thread)).status).toBe(303);
    expect(await deedsAt(thread)).toEqual(['Opened again', 'Closed']);
  });

  it('goes slowly for members, and not for facilitators', async () => {
    const thread = await ask();
    await lookAfter(thread, { slowSeconds: '600' });
    const soon = await answer(thread, 'At once');
    expect(soon.status).toBe(422);
    expect(soon.body).toContain('At once</textarea>');
    const page = await leader.get(thread);
    expect((await leader.press(page, `${thread}/posts`, { body: 'Calm down.' })).status).toBe(303);
  });

  it('closes by itself after so many days of silence, each post beginning them anew', async () => {
    const thread = await ask();
    await lookAfter(thread, { closesAfterDays: '7' });
    const closesAt = () =>
      world.house.database.within(world.organizationId, async (tx) => {
        const { rows } = await sql<{ days: number }>`
          select round(extract(epoch from closes_at - last_post_at) / 86400)::integer as days
            from threads where id = ${thread.split('/').at(-1)}`.execute(tx);
        return rows[0]?.days;
      });
    expect(await closesAt()).toBe(7);
    await answer(thread);
    expect(await closesAt()).toBe(7);
    expect((await leader.get(`${thread}/care`)).body).toContain('value="7" selected');
    const typing = await ben.get(thread);
    await world.house.database.within(world.organizationId, (tx) =>
      sql`update threads set closes_at = now() - interval '1 minute'
           where id = ${thread.split('/').at(-1)}`.execute(tx),
    );
    expect((await answer(thread, 'Too late?', typing)).status).toBe(422);
  });

  it('closes when the day that was chosen is over', async () => {
    const thread = await ask();
    await lookAfter(thread, { closesOn: dayIn(3) });
    expect((await leader.get(`${thread}/care`)).body).toContain(`value="${dayIn(3)}"`);
    expect((await answer(thread)).status).toBe(303);
    const typing = await ben.get(thread);
    await lookAfter(thread, { closesOn: dayIn(-1) });
    expect((await answer(thread, 'Too late?', typing)).status).toBe(422);
  });

  it('stands on top of the list until the day that was chosen', async () => {
    const thread = await ask({ title: 'Pinned for a week' });
    await lookAfter(thread, { pinnedUntil: dayIn(7) });
    const list = await ben.get(`${home}/threads`);
    expect(list.body.split('id="pinned"')[1]?.split('</section>')[0]).toContain(
      'Pinned for a week',
    );
    await lookAfter(thread, {});
    expect((await ben.get(`${home}/threads`)).body).not.toContain('id="pinned"');
    expect(await deedsAt(thread)).toEqual(['Unpinned', 'Pinned']);
  });

  it('keeps what was typed when a day makes no sense', async () => {
    const thread = await ask();
    const answer = await lookAfter(thread, { closesOn: 'someday', slowSeconds: '60' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('value="someday"');
    expect(answer.body).toContain('value="60" selected');
  });

  it('is not for members to look after', async () => {
    const thread = await ask();
    expect((await ben.get(`${thread}/care`)).status).toBe(403);
    expect((await ben.get(`${thread}/care/move`)).status).toBe(403);
    expect((await ben.get(thread)).body).not.toContain(`${thread}/care`);
  });
});

describe('moving a thread', () => {
  const markers: Course = { id: 'markers', label: 'M', title: 'Markers' };
  const idOf = (path: string) => path.split('/').at(-1) ?? '';
  let other: string;

  beforeAll(async () => {
    const teacher = await world.launch({ person: ana, role: 'instructor', course: markers });
    other = await foundCommunity(teacher, {
      name: 'Markers',
      topics: 'Drafts',
      difference: 'Other.',
    });
  });

  it('shows what would come of it, then takes it there with its topic; the lasting address follows', async () => {
    const thread = await ask({ title: 'Belongs with the markers' });
    const preview = await leader.get(`${thread}/care/move?into=${idOf(other)}`);
    expect(preview.body).toContain('Its topic there is Drafts.');

    const moved = await leader.press(preview, `${thread}/care/move`, { into: idOf(other) });

    const there = pathOf(moved);
    expect(there).toBe(`${other}/threads/${idOf(thread)}`);
    expect((await leader.get(there)).body).toContain('Belongs with the markers');
    expect((await leader.get(`/threads/${idOf(thread)}`)).url.pathname).toBe(there);
    expect((await ben.get(thread)).status).toBe(404);
    expect((await leader.get(`${home}/log`)).body).toContain('Moved to another community');
    expect((await leader.get(`${other}/log`)).body).toContain('Came from another community');
  });

  it('is refused to a community they do not lead, or none', async () => {
    const thread = await ask();
    const page = await leader.get(`${thread}/care/move?into=${idOf(other)}`);
    const path = `${thread}/care/move`;
    expect((await leader.press(page, path, { into: '' })).status).toBe(422);
    const foreign = '01a21113-54a5-7378-bb75-8a5b7d35fece';
    expect((await leader.press(page, path, { into: foreign })).status).toBe(404);
    expect((await ben.get(thread)).status).toBe(200);
  });
});
