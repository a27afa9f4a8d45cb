import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { give, picture, signedIn } from '../support/files.ts';
import { decideAbout, writeArticle } from '../support/knowledge.ts';
import { shareLink } from '../support/library.ts';
import type { Answer } from '../support/platform/browser.ts';
import { tutors } from '../support/platform/launch-claims.ts';
import { answerTo, begin, pathOf, postIn } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
/** Leads the community. */
let ana: Visitor;
let ben: Visitor;
/** Of another course, which no community of hers is mapped to. */
let cleo: Visitor;
/** An article that is for everybody. */
let open: string;

const idOf = (path: string) => path.split('/').at(-1) ?? '';

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  cleo = await world.cleo();
  const article = await writeArticle(ben, home, { title: 'Washing hands', wish: 'ask' });
  await decideAbout(ana, article, { decision: 'approved' });
  await ana.press(await ana.get(article), `${article}/reach`, { wish: 'widen' });
  open = `/articles/${idOf(article)}`;
});

afterAll(() => world.close());

async function ask(who: Visitor, about: string, fields: object = {}): Promise<Answer> {
  const words = { title: 'How long?', body: 'Is a *minute* enough?', ...fields };
  return who.press(await who.get(about), `${about}/questions`, words);
}

/** Has a thread become a part of another. */
async function merge(thread: string, into: string): Promise<void> {
  const preview = await ana.get(`${thread}/care/merge?into=${idOf(into)}`);
  await ana.press(preview, `${thread}/care/merge`, { into: idOf(into) });
}

/** Somebody new who may read what is for everybody. */
const somebody = (given: string): Promise<Visitor> =>
  world.launch({
    person: { sub: `person-${given}`, given, family: 'Roe', email: `${given}@lms.test` },
    role: 'learner',
    course: { id: 'far', label: 'F', title: 'Far away' },
  });

describe('a question from outside', () => {
  it('lands in the community with what it is about, is answered there, and is read by whoever asked alone (R73)', async () => {
    expect((await cleo.get(open)).body).toContain('Ask the community');
    const asked = await ask(cleo, open);
    expect(asked.status).toBe(303);
    const own = asked.location?.pathname ?? '';
    expect((await cleo.get(own)).body).toContain('Nobody has answered yet');

    const thread = `${home}/threads/${idOf(own)}`;
    const seen = await ben.get(thread);
    expect(seen.body).toContain('Asked from outside');
    expect(seen.body).toContain(`href="${open}"`);
    expect((await ben.get(`${home}/threads`)).body).toContain('from outside');
    const shown = await give(world, ben, home, await picture('clock.png'));
    await answerTo(ben, thread, `Two are better.\n\n${shown}`);

    for (const told of ['/', '/library'])
      expect((await cleo.get(told)).body).toContain('1 new answer');
    const page = await cleo.get(own);
    expect(page.body).toContain('Two are better.');
    const [link = ''] = signedIn(page);
    expect((await cleo.get(link)).status).toBe(200);
    expect((await cleo.get('/')).body).not.toContain('1 new answer');
    expect((await cleo.get('/library')).body).toContain('1 answer');

    expect((await cleo.get(thread)).status).toBe(404);
    expect((await cleo.get(`${home}/threads`)).status).toBe(404);
    expect((await cleo.get('/search?q=better')).body).not.toContain('Two are better.');
    expect((await (await somebody('Dora')).get(own)).status).toBe(404);
    const nameless = await world.launch({ privacy: 'anonymous', course: tutors });
    expect((await nameless.get(own)).status).toBe(401);
  });

  it('shows of other talk nothing, though it is put together with it, nor what was hidden (R73)', async () => {
    const own = (await ask(cleo, open, { title: 'With soap?' })).location?.pathname ?? '';
    const thread = `${home}/threads/${idOf(own)}`;
    const other = await begin(ben, home, { title: 'Soap', body: 'We are out of soap again.' });
    await answerTo(ana, thread, 'Yes, always.');
    await answerTo(ana, thread, 'And something unkind.');
    await merge(other, thread);
    const hide = `${thread}/posts/3/care/hide`;
    await ana.press(await ana.get(hide), hide, { rule: 'unkind', words: 'Not so' });
    expect((await ben.get(thread)).body).toContain('out of soap');
    const { body } = await cleo.get(own);
    expect(body).toContain('Yes, always.');
    expect(body).not.toContain('out of soap');
    expect(body).not.toContain('something unkind');

    const into = await begin(ben, home, { title: 'All about hands', body: 'Between us.' });
    await merge(thread, into);
    const gone = await cleo.get(own);
    expect(gone.body).toContain('no longer shows this question');
    expect(gone.body).not.toContain('Between us.');
    expect((await cleo.get('/library')).body).not.toContain('With soap?');
  });

  it('goes on with whoever asked, each time that they were answered (R73)', async () => {
    const own = (await ask(cleo, open, { title: 'And gloves?' })).location?.pathname ?? '';
    const thread = `${home}/threads/${idOf(own)}`;
    const early = await cleo.get(own);
    expect(early.body).not.toContain('Answer back');
    const hasty = await cleo.press(
      await cleo.get(open),
      `${open}/questions`,
      { body: 'Hello?' },
      own,
    );
    expect(hasty.status).toBe(422);
    expect(hasty.body).toContain('once somebody has answered');
    expect(hasty.body).toContain('Hello?');

    await answerTo(ben, thread, 'No, hands alone.');
    const page = await cleo.get(own);
    const lacking = await cleo.press(page, own, { body: ' ' });
    expect(lacking.status).toBe(422);
    const said = await cleo.press(page, own, { body: 'Thank you. *Never*?' });
    expect(pathOf(said)).toBe(`${own}?from=1`);
    expect((await cleo.press(page, own, { body: 'Thank you. *Never*?' })).status).toBe(303);
    const again = await cleo.get(own);
    expect(again.body).toContain('<em>Never</em>');
    expect(again.body.match(/class="post"/g)).toHaveLength(3);
    expect(again.body).not.toContain('Answer back');
    expect((await cleo.get('/library')).body).toContain('1 answer');

    const seen = await ben.get(thread);
    expect(postIn(seen, 3)).toContain('<em>Never</em>');
    expect(postIn(seen, 3)).toContain('Cleo');
    expect(postIn(seen, 3)).toContain('from outside');
    expect(postIn(seen, 2)).not.toContain('from outside');
    expect((await ben.get(`${home}/threads?show=unread`)).body).not.toContain('And gloves?');
    const inPrivate = await ana.get(thread);
    expect(postIn(inPrivate, 2)).toContain('/posts/2/private');
    expect(postIn(inPrivate, 3)).not.toContain('/posts/3/private');
    expect((await ana.get(`${thread}/posts/3/private`)).status).toBe(403);

    await answerTo(ana, thread, 'Only with wounds.');
    expect((await cleo.get('/')).body).toContain('1 new answer');
    const open3 = await cleo.get(own);
    const lock = `${thread}/care`;
    await ana.press(await ana.get(lock), lock, { replies: 'closed', slowSeconds: '0' });
    const closed = await cleo.press(open3, own, { body: 'And boots?' });
    expect(closed.status).toBe(422);
    expect(closed.body).toContain('Nothing more is taken on this page');
    expect(closed.body).toContain('And boots?');
    expect((await cleo.get(own)).body).not.toContain('Answer back');
    const dora = await somebody('Dora');
    await world.house.database.within(world.organizationId, (tx) =>
      sql`insert into memberships (organization_id, community_id, person_id, role)
            select organization_id, ${idOf(home)}, asker_id, 'member' from outside_questions
             where thread_id = ${idOf(own)}`.execute(tx),
    );
    const late = await cleo.press(open3, own, { body: 'And boots, then?' });
    expect(late.status).toBe(422);
    expect(late.body).toContain('And boots, then?');
    expect((await cleo.get(own)).url.pathname).toBe(thread);
    const me = [{ body: 'Me too' }, own] as const;
    const stranger = await dora.press(await dora.get(open), `${open}/questions`, ...me);
    expect(stranger.status).toBe(404);
  });

  it('is asked of what is for everybody alone, by who does not belong, where the community welcomes it', async () => {
    const dora = await somebody('Dora');
    const kept = await shareLink(ben, home, { title: 'Kept' });
    const form = await dora.get(open);
    const words = { title: 'May I?', body: 'I would like to know.' };
    const about = `/resources/${idOf(kept)}/questions`;
    expect((await dora.press(form, `${open}/questions`, words, about)).status).toBe(404);
    expect((await ben.get(`${open}/questions`)).status).toBe(403);

    const settings = await ana.get(`${home}/settings`);
    const chosen = { name: 'Tutors', topics: '', listing: 'listed', joining: 'open' };
    const outside = { reading: 'members', replyDays: '2', questionsFromOutside: 'off' };
    await ana.press(settings, `${home}/settings`, { ...chosen, ...outside });
    expect((await dora.get(open)).body).not.toContain('Ask the community');
    expect((await dora.press(form, `${open}/questions`, words)).status).toBe(403);
    const welcome = { ...outside, questionsFromOutside: 'welcome' };
    await ana.press(settings, `${home}/settings`, { ...chosen, ...welcome });
    expect((await dora.get(open)).body).toContain('Ask the community');
  });

  it('comes back with its words where something lacks, or where somebody asks too much at once', async () => {
    const emil = await somebody('Emil');
    const lacking = await ask(emil, open, { title: '' });
    expect(lacking.status).toBe(422);
    expect(lacking.body).toContain('Is a *minute* enough?');
    for (const title of ['One?', 'Two?', 'Three?'])
      expect((await ask(emil, open, { title })).status).toBe(303);
    const much = await ask(emil, open, { title: 'Four?' });
    expect(much.status).toBe(422);
    expect(much.body).toContain('what you wrote is still here');
    expect(much.body).toContain('value="Four?"');
  });
});
