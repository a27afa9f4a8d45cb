import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/platform/browser.ts';
import { tutors, type Person } from '../support/platform/launch-claims.ts';
import { answerTo, begin, postIn } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let mia: Visitor;
/** Leads the community beside Ana. */
let finn: Visitor;

const person = (given: string): Person => ({
  sub: `person-${given}`,
  given,
  family: 'Test',
  email: `${given}@lms.test`,
});

async function lead(subject: string, role: 'facilitator' | 'member' = 'facilitator') {
  await world.house.database.within(world.organizationId, (tx) =>
    tx
      .updateTable('memberships')
      .set({ role })
      .where('personId', 'in', (identities) =>
        identities.selectFrom('identities').select('personId').where('subject', '=', subject),
      )
      .execute(),
  );
}

async function settle(wishes: object): Promise<void> {
  await ana.press(await ana.get(`${home}/settings`), `${home}/settings`, {
    name: 'Tutors',
    topics: '',
    listing: 'listed',
    joining: 'open',
    reading: 'members',
    anonymity: 'peers',
    ...wishes,
  });
}

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  const comes = (who: string) =>
    world.launch({ person: person(who), role: 'learner', course: tutors });
  mia = await comes('mia');
  finn = await comes('finn');
  await lead('person-finn');
  await settle({});
});

afterAll(() => world.close());

const secret = 'Between us: mind the tense.';
const at = (thread: string, postNo = 1) => `${thread}/posts/${postNo}/private`;

/** Says something to the author of a post alone. */
async function whisper(
  who: Visitor,
  thread: string,
  { postNo = 1, body = secret }: { postNo?: number; body?: string } = {},
): Promise<Answer> {
  const path = at(thread, postNo);
  return who.press(await who.get(path), path, { body });
}

/** What somebody reads beside a post of the thread. */
async function beside(who: Visitor, thread: string, postNo = 1): Promise<string> {
  const [, block = ''] = postIn(await who.get(thread), postNo).split('class="in-private"');
  return block;
}

async function idIn(who: Visitor, thread: string, postNo = 1): Promise<string> {
  const ids = (await beside(who, thread, postNo)).matchAll(/id="private-([\w-]{36})"/g);
  return [...ids].at(-1)?.[1] ?? '';
}

/** A page without what differs each time that it is shown. */
const bare = ({ status, body, headers }: Answer) => ({
  status,
  type: headers['content-type'],
  body: body.replaceAll(/name="_key" value="[^"]*"/g, '').replaceAll(/\?s=[\w.-]+/g, ''),
});

describe('a private reply', () => {
  it('is seen by its writer and the post’s author, and says so', async () => {
    const thread = await begin(ben, home, { title: 'Seen by two' });
    const menu = postIn(await ana.get(thread), 1);
    expect(menu).toContain(`href="${at(thread)}"`);
    const sent = await whisper(ana, thread);
    expect(sent.status).toBe(303);
    expect(sent.location?.hash).toBe('#post-1');
    expect(await beside(ana, thread)).toMatch(/Only you and Ben Okafor see this[^]*mind the tense/);
    expect(await beside(ben, thread)).toMatch(
      /Only you and Ana Moreno see this[^]*<bdi>Ana Moreno<\/bdi>[^]*mind the tense/,
    );
  });

  it('answers a reply as it answers an opening post', async () => {
    const thread = await begin(ana, home, { title: 'About a reply' });
    await answerTo(ben, thread, 'I wood do so.');
    await whisper(ana, thread, { postNo: 2 });
    expect(await beside(ben, thread, 2)).toContain('mind the tense');
    expect(await beside(ben, thread, 1)).toBe('');
  });

  it('is not for members, nor for one’s own post', async () => {
    const thread = await begin(ben, home, { title: 'Not theirs' });
    expect(postIn(await mia.get(thread), 1)).not.toContain('/private');
    expect((await mia.get(at(thread))).status).toBe(403);
    const page = await mia.get(thread);
    const forced = await mia.press(page, `${thread}/posts`, { body: 'No' }, at(thread));
    expect(forced.status).toBe(403);
    expect((await ben.get(at(thread))).status).toBe(403);
    const own = await begin(ana, home, { title: 'Her own' });
    expect((await ana.get(at(own))).status).toBe(403);
  });

  it('is nowhere for another organization', async () => {
    const thread = await begin(ben, home, { title: 'Not over there' });
    await whisper(ana, thread);
    const path = `${at(thread)}/${await idIn(ana, thread)}/withdrawal`;
    const { launch } = await world.neighbour('Elsewhere');
    const stranger = await launch({ role: 'instructor' });
    for (const each of [at(thread), path]) expect((await stranger.get(each)).status).toBe(404);
  });

  it('changes nothing at all for anybody else: pages, lists, feed, live events, counts', async () => {
    const thread = await begin(ben, home, { title: 'Nothing to see' });
    await answerTo(mia, thread, 'Me too.');
    const read = await mia.press(
      await mia.get(`${home}/read-elsewhere`),
      `${home}/read-elsewhere`,
      {},
    );
    const feeds = [...read.body.matchAll(/http[^"<\s]*\/feeds\/[^"<\s]*/g)].map(([url]) => url);
    expect(feeds.length).toBeGreaterThan(0);
    const pages = [
      thread,
      `${thread}?from=1&peek=1`,
      home,
      `${home}/threads`,
      `${home}/threads?show=mine`,
      `${home}/threads?show=unread`,
      `${home}/people`,
      `${thread}/posts/1/history`,
      `${home}/threads/like?title=Nothing`,
    ];
    const look = async () => {
      const seen = [];
      for (const who of [mia, finn]) {
        await who.get(thread);
        for (const path of pages) seen.push(bare(await who.get(path)));
      }
      for (const url of feeds) {
        const { status, body } = await mia.browser.get(new URL(url));
        seen.push({ status, body });
      }
      const { url } = world.house;
      const live = new URL(`${thread}/live`, url);
      const once = { from: new URL(url).origin, headers: { accept: 'application/json' } };
      seen.push(bare(await mia.browser.get(live, once)));
      return seen;
    };
    const counts = () =>
      world.house.database.within(world.organizationId, async (tx) => ({
        deeds: await tx.selectFrom('activity').select('id').orderBy('id').execute(),
        posts: await tx.selectFrom('posts').selectAll().orderBy('id').execute(),
        readers: (
          await tx
            .selectFrom('threadReaders')
            .select(['personId', 'threadId', 'wroteAt'])
            .orderBy('personId')
            .orderBy('threadId')
            .execute()
        ).filter(({ threadId }) => threadId !== thread.split('/').at(-1)),
      }));
    await look();
    await ana.get(thread);
    const [before, counted] = [await look(), await counts()];
    await whisper(ana, thread);
    await ben.get(thread);
    const to = await idIn(ben, thread);
    const form = await ben.get(`${at(thread)}?to=${to}`);
    await ben.press(form, at(thread), { body: 'Thank you.' });
    expect(await look()).toEqual(before);
    expect(await counts()).toEqual(counted);
  });

  it('is answered back by the author, in the same place, as often as they like', async () => {
    const thread = await begin(ben, home, { title: 'Back and forth' });
    await whisper(ana, thread);
    const to = await idIn(ben, thread);
    for (const body of ['I will.', 'And the title?']) {
      const form = await ben.get(`${at(thread)}?to=${to}`);
      expect(form.body).toContain('mind the tense');
      expect((await ben.press(form, at(thread), { body })).status).toBe(303);
    }
    const seen = await beside(ana, thread);
    expect(seen).toMatch(/mind the tense[^]*I will\.[^]*And the title\?/);
    expect(await beside(finn, thread)).toBe('');
    expect((await mia.get(`${at(thread)}?to=${to}`)).status).toBe(403);
  });

  it('stays between two where two facilitators write', async () => {
    const thread = await begin(ben, home, { title: 'Two of them' });
    await whisper(ana, thread, { body: 'From Ana alone' });
    await whisper(finn, thread, { body: 'From Finn alone' });
    expect(await beside(ana, thread)).not.toContain('Finn alone');
    expect(await beside(finn, thread)).not.toContain('Ana alone');
    const page = postIn(await ben.get(thread), 1);
    expect(page.split('class="in-private"')).toHaveLength(3);
  });

  it('comes back with its words where there is something wrong with them', async () => {
    const thread = await begin(ben, home, { title: 'Too long' });
    const empty = await whisper(ana, thread, { body: ' ' });
    expect([empty.status, empty.body.includes('Write a word or two')]).toEqual([422, true]);
    const long = await whisper(ana, thread, { body: `Dear Ben ${'x'.repeat(32_000)}` });
    expect([long.status, long.body.includes('Dear Ben')]).toEqual([422, true]);
    expect(await beside(ben, thread)).toBe('');
  });

  it('is sent once, however often it is pressed', async () => {
    const thread = await begin(ben, home, { title: 'Pressed twice' });
    const form = await ana.get(at(thread));
    await ana.press(form, at(thread), { body: secret });
    await ana.press(form, at(thread), { body: secret });
    expect((await beside(ben, thread)).split('mind the tense')).toHaveLength(2);
  });

  it('is kept while it is written, and gone from there once it is sent', async () => {
    const thread = await begin(ben, home, { title: 'Begun' });
    const form = await ana.get(at(thread));
    const draft = /name="_draft" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
    const key = /name="_key" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
    const kept = { _draft: draft, _key: key, _preview: 'body', body: 'Half a sentence' };
    await ana.press(form, at(thread), kept, '/preview');
    expect((await ana.get(at(thread))).body).toContain('Half a sentence');
    await whisper(ana, thread);
    expect((await ana.get(at(thread))).body).not.toContain('Half a sentence');
  });
});

describe('whoever gets a private reply', () => {
  const waits = async (who: Visitor) =>
    /<a href="([^"]+)">(\d+ private repl[^<]+)</.exec(
      (await who.get(`${home}/threads`)).body.replaceAll('&#x3D;', '='),
    );

  it('is led to it from the list of threads, until they have seen it', async () => {
    const lia = await world.launch({ person: person('lia'), role: 'learner', course: tutors });
    const thread = await begin(lia, home, { title: 'Led to it' });
    await whisper(finn, thread);
    await finn.get(thread);
    const [, path, words] = (await waits(lia)) ?? [];
    expect([path, words]).toEqual([`${thread}?from=1#post-1`, '1 private reply for you']);
    expect(await waits(mia)).toBeNull();
    await lia.get(`${thread}?peek=1`);
    expect(await waits(lia)).not.toBeNull();
    await lia.get(thread);
    expect(await waits(lia)).toBeNull();

    const form = await lia.get(`${at(thread)}?to=${await idIn(lia, thread)}`);
    await lia.press(form, at(thread), { body: 'Seen.' });
    expect((await waits(finn))?.[1]).toBe(`${thread}?from=1#post-1`);
    await finn.get(thread);
    expect(await waits(finn)).toBeNull();
  });

  it('may have it out of their sight, after being asked; whoever wrote it still sees it', async () => {
    const thread = await begin(ben, home, { title: 'Out of sight' });
    await whisper(ana, thread);
    const path = `${at(thread)}/${await idIn(ben, thread)}/removal`;
    expect((await ana.get(path)).status).toBe(404);
    await ben.press(await ben.get(path), path, {});
    expect(await beside(ben, thread)).toBe('');
    expect(await beside(ana, thread)).toContain('mind the tense');
  });

  it('may report it; only then can a facilitator who is neither of the two read it, and decide', async () => {
    const thread = await begin(ben, home, { title: 'Reported' });
    await whisper(ana, thread);
    const id = await idIn(ben, thread);
    const report = `${at(thread)}/${id}/report`;
    const decision = `${home}/private-reports/${id}`;
    expect((await finn.get(decision)).status).toBe(404);
    expect((await mia.get(report)).status).toBe(404);
    const refused = await ben.press(await ben.get(report), report, { reason: '', words: 'Ow.' });
    expect([refused.status, refused.body.includes('Ow.')]).toEqual([422, true]);
    await ben.press(await ben.get(report), report, { reason: 'unkind', words: 'It hurt.' });

    expect((await finn.get(`${home}/care`)).body).toContain(decision);
    expect((await ana.get(`${home}/care`)).body).not.toContain(decision);
    expect((await ana.get(decision)).status).toBe(404);
    const page = await finn.get(decision);
    expect(page.body).toMatch(/From <bdi>Ana[^]*To <bdi>Ben[^]*mind the tense[^]*It hurt\./);
    await finn.press(page, decision, { outcome: 'upheld' });
    expect(await beside(ben, thread)).toBe('');
    expect(await beside(ana, thread)).toContain('A facilitator took this away');
    expect((await finn.get(decision)).status).toBe(404);
  });

  it('keeps it where a facilitator leaves it', async () => {
    const thread = await begin(ben, home, { title: 'Left' });
    await whisper(ana, thread);
    const id = await idIn(ben, thread);
    const report = `${at(thread)}/${id}/report`;
    await ben.press(await ben.get(report), report, { reason: 'wrong' });
    const decision = `${home}/private-reports/${id}`;
    await finn.press(await finn.get(decision), decision, { outcome: 'rejected' });
    expect(await beside(ben, thread)).toContain('mind the tense');
  });
});

describe('whoever wrote a private reply', () => {
  it('may take it back, after being asked, and undo that', async () => {
    const thread = await begin(ben, home, { title: 'Taken back' });
    await whisper(ana, thread);
    const path = `${at(thread)}/${await idIn(ana, thread)}/withdrawal`;
    expect((await ben.get(path)).status).toBe(404);
    const asked = await ana.get(path);
    expect(asked.body).toContain('<h1>Take this back?</h1>');
    await ana.press(asked, path, { wish: 'give' });
    expect(await beside(ben, thread)).toBe('');
    expect(await beside(ana, thread)).toContain('You took this back');
    await ana.press(await ana.get(thread), path, { wish: 'take back' });
    expect(await beside(ben, thread)).toContain('mind the tense');
  });

  it('still sees it when they lead no more, and begins no other', async () => {
    const thread = await begin(ben, home, { title: 'No more' });
    await whisper(finn, thread);
    await lead('person-finn', 'member');
    expect(await beside(finn, thread)).toContain('mind the tense');
    expect((await finn.get(at(thread))).status).toBe(403);
    await lead('person-finn');
  });

  it('never learns who stands behind an alias (R34)', async () => {
    const title = 'Who asks this?';
    const thread = await begin(ben, home, { title, anonymous: 'on' });
    await whisper(ana, thread);
    const form = await ben.get(`${at(thread)}?to=${await idIn(ben, thread)}`);
    await ben.press(form, at(thread), { body: 'From behind the curtain' });
    const id = await idIn(ana, thread);
    const seen = [
      await ana.get(thread),
      await ana.get(at(thread)),
      await ana.get(`${at(thread)}/${id}/report`),
    ];
    expect(seen[0]?.body).toMatch(/Only you and Anonymous 1 see this[^]*From behind the curtain/);
    const [benId = ''] = await world.house.database.within(world.organizationId, async (tx) =>
      (
        await tx
          .selectFrom('identities')
          .select('personId')
          .where('subject', 'like', '%ben%')
          .execute()
      ).map(({ personId }) => personId),
    );
    expect(benId).not.toBe('');
    for (const { body, headers } of seen) {
      expect(body).not.toMatch(/Okafor|person-ben/);
      expect(body).not.toContain(benId);
      expect(JSON.stringify(headers)).not.toContain(benId);
    }
    const stored = await world.house.database.within(world.organizationId, (tx) =>
      tx
        .selectFrom('privateReplies')
        .innerJoin('posts', 'posts.id', 'privateReplies.postId')
        .selectAll('privateReplies')
        .where('posts.threadId', '=', thread.split('/').at(-1) ?? '')
        .execute(),
    );
    expect(stored).toHaveLength(2);
    expect(JSON.stringify(stored)).not.toContain(benId);
  });
});

describe('the post that a private reply is about', () => {
  const decide = async (thread: string, act: string, fields: object) => {
    const path = `${thread}/posts/1/care/${act}`;
    await finn.press(await finn.get(path), path, { rule: 'wrong', words: 'Because.', ...fields });
  };

  it('hides it while it is hidden, redacted or deleted', async () => {
    for (const [act, fields] of [
      ['hide', {}],
      ['redact', { body: 'Something else.', revision: '1' }],
      ['delete', {}],
    ] as const) {
      const thread = await begin(ben, home, { title: `To ${act}` });
      await whisper(ana, thread);
      await decide(thread, act, fields);
      for (const who of [ana, ben])
        expect(/mind the tense/.test((await who.get(thread)).body)).toBe(false);
      expect((await ana.get(at(thread))).status).toBe(404);
      expect((await ben.get(`${home}/threads`)).body).not.toContain('private reply for you');
    }
  });

  it('takes it along when threads are merged and split', async () => {
    const [from, into] = [
      await begin(ben, home, { title: 'Goes over' }),
      await begin(mia, home, { title: 'Takes it in' }),
    ];
    await answerTo(ben, from, 'And this.', { anonymous: 'on' });
    await whisper(ana, from, { postNo: 2 });
    const merge = `${from}/care/merge`;
    const other = into.split('/').at(-1) ?? '';
    await finn.press(await finn.get(`${merge}?into=${other}`), merge, { into: other });
    expect(await beside(ben, into, 3)).toContain('mind the tense');
    const split = `${into}/care/split`;
    const page = await finn.get(split);
    const done = await finn.press(page, split, { title: 'Apart', posts: '3' });
    const apart = done.location?.pathname ?? '';
    expect(await beside(ben, apart)).toContain('mind the tense');
    expect(await beside(ana, apart)).toContain('Only you and Anonymous');
    expect(await beside(ben, into, 3)).toBe('');
  });

  it('shows it no more to its author once they left, and again when they are back', async () => {
    const thread = await begin(mia, home, { title: 'Away' });
    await whisper(ana, thread);
    const path = `${home}/membership`;
    await mia.press(await mia.get(path), `${path}/departure`, {});
    await settle({ reading: 'organization' });
    expect((await mia.get(thread)).body).not.toContain('mind the tense');
    expect((await mia.get(`${home}/threads`)).body).not.toContain('private reply');
    await settle({ reading: 'members' });
    expect(await beside(ana, thread)).toContain('mind the tense');
  });
});
