import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo, begin, onPost, postIn } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;

async function allow(anonymity: string): Promise<void> {
  const page = await ana.get(`${home}/settings`);
  await ana.press(page, `${home}/settings`, {
    name: 'Tutors',
    topics: '',
    listing: 'listed',
    joining: 'open',
    reading: 'members',
    anonymity,
  });
}

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  await allow('peers');
});

afterAll(() => world.close());

const hidden = { anonymous: 'on' };

describe('R34: a member who hides their name', () => {
  it('asks and answers under one number, and edits and accepts as themselves', async () => {
    const thread = await begin(ben, home, { ...hidden, title: 'May I say no?' });
    await answerTo(ana, thread, 'You may.');
    await answerTo(ben, thread, 'Thank you.', hidden);
    const page = await ana.get(thread);
    expect(postIn(page, 1)).toContain('Anonymous 1');
    expect(postIn(page, 3)).toContain('Anonymous 1');

    const accepted = { postNo: 2, deed: 'acceptance', fields: { wish: 'give' } };
    expect((await onPost(ben, thread, accepted)).status).toBe(303);
    expect((await ben.get(`${thread}/posts/1/edit`)).status).toBe(200);
    expect((await ana.get(`${thread}/posts/1/edit`)).status).toBe(403);
  });

  it('is named nowhere that anybody else can look, and changes no list or count of theirs', async () => {
    const quiet = { ...hidden, title: 'Nobody knows who asks this' };
    const thread = await begin(ben, home, quiet);
    await answerTo(ana, thread, 'Well asked.');
    const seen = [
      await ana.get(thread),
      await ana.get(`${thread}/posts/1/history`),
      await ana.get(`${home}/threads/like?title=${encodeURIComponent(quiet.title)}`),
    ];
    for (const { body } of seen) expect(body).not.toMatch(/Okafor|person-ben/);
    for (const path of [home, `${home}/threads`, `${home}/threads?show=unanswered`]) {
      const { body } = await ana.get(path);
      const [, after = ''] = body.split(quiet.title);
      expect(after.split('</li>')[0] ?? '').not.toContain('Okafor');
    }
  });

  it('leaves no name in the record or on the post', async () => {
    const thread = await begin(ben, home, { ...hidden, title: 'Not in the record' });
    const threadId = thread.split('/').at(-1) ?? '';
    const { deed, post } = await world.house.database.within(world.organizationId, async (tx) => ({
      deed: await tx
        .selectFrom('activity')
        .select('personId')
        .where('objectId', '=', threadId)
        .executeTakeFirstOrThrow(),
      post: await tx
        .selectFrom('posts')
        .select('authorId')
        .where('threadId', '=', threadId)
        .executeTakeFirstOrThrow(),
    }));
    expect(deed.personId).toBeNull();
    expect(post.authorId).toBeNull();
  });

  it('is another number than the next one who does so', async () => {
    const thread = await begin(ben, home, hidden);
    await answerTo(ana, thread, 'I would rather not say.', hidden);
    const page = await ben.get(thread);
    expect(postIn(page, 2)).toContain('Anonymous 2');
  });

  it('cannot where the community does not allow it, and nothing is posted', async () => {
    await allow('off');
    const form = await ben.get(`${home}/threads/new`);
    expect(form.body).not.toContain('name="anonymous"');
    const words = { kind: 'question', title: 'Too late to hide', body: 'Still.' };
    const refused = await ben.press(form, `${home}/threads`, { ...words, ...hidden });
    expect(refused.status).toBe(422);
    expect((await ana.get(`${home}/threads`)).body).not.toContain('Too late to hide');
    await allow('peers');
  });
});
