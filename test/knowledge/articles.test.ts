import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeArticle, decideAbout, writeArticle } from '../support/knowledge.ts';
import { give, picture } from '../support/files.ts';
import type { Answer } from '../support/platform/browser.ts';
import { ben as benHimself, tutors, type Person } from '../support/platform/launch-claims.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const aMember: Person = { sub: 'carla', given: 'Carla', family: 'Luz', email: 'c@lms.test' };

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let carla: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  carla = await world.launch({ person: aMember, role: 'learner', course: tutors });
});

afterAll(() => world.close());

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const wordsIn = ({ body }: Answer) => body.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ');

/** Has Ben look after an article, and so see it before it is published. */
async function giveToBen(article: string): Promise<void> {
  await world.house.database.within(world.organizationId, async (tx) => {
    const { personId } = await tx
      .selectFrom('identities')
      .select('personId')
      .where('subject', '=', benHimself.sub)
      .executeTakeFirstOrThrow();
    const { organizationId } = world;
    const owner = { organizationId, articleId: idOf(article), personId };
    await tx.insertInto('articleOwners').values(owner).execute();
  });
}

async function deedsOf(article: string): Promise<string[]> {
  const rows = await world.house.database.within(world.organizationId, (tx) =>
    tx
      .selectFrom('activity')
      .select('verb')
      .where('objectId', '=', idOf(article))
      .orderBy('id')
      .execute(),
  );
  return rows.map(({ verb }) => verb);
}

describe('an article', () => {
  it('is written from a template and read by everybody, with its contents and a keepable address (R74)', async () => {
    const form = await ana.get(`${home}/knowledge/new?kind=how-to`);
    expect(form.body).toContain('## When to use this');
    const body = [
      '## First **things**\n\nLook.',
      '> [!WARNING]\n> Never alone.',
      '## First things\n\n- [ ] Keys',
      '### A part\n\n## Last',
    ].join('\n\n');
    const article = await writeArticle(ana, home, { kind: 'how-to', title: 'Rounds', body });

    const page = await carla.get(article);
    expect(page.body).toContain('<h1 dir="auto">Rounds</h1>');
    for (const [id, words] of [
      ['about-first-things', 'First things'],
      ['about-first-things-2', 'First things'],
      ['about-a-part', 'A part'],
    ])
      expect(page.body).toContain(`<a href="#${id}" dir="auto">${words}</a>`);
    expect(page.body).toContain('<h2 id="about-first-things-2" tabindex="-1">');
    expect(page.body).toContain('<blockquote class="callout warning"><p class="label">Warning</p>');
    expect(page.body).toContain('☐ Keys');
    const kept = await carla.get(`/articles/${idOf(article)}`);
    expect(kept.url.pathname).toBe(article);
    expect((await carla.get(`${home}/knowledge`)).body).toContain(`href="${article}"`);
    expect(await deedsOf(article)).toEqual(['wrote', 'published']);
  });

  it('comes back with its words and all that is missing', async () => {
    const form = await ana.get(`${home}/knowledge/new?kind=page`);
    const answer = await ana.press(form, `${home}/knowledge`, {
      title: ' ',
      body: 'Half a word',
      wish: 'nonsense',
    });

    expect(answer.status).toBe(422);
    for (const words of ['Give it a title.', 'Half a word']) expect(answer.body).toContain(words);
  });

  it('is seen by its author and reviewers alone until it is published (R30)', async () => {
    const article = await writeArticle(ben, home, { title: 'Unseen', wish: 'draft' });
    expect((await carla.get(article)).status).toBe(404);
    expect((await carla.get(`${article}/waiting`)).status).toBe(404);
    expect((await carla.get(`/articles/${idOf(article)}`)).status).toBe(404);
    expect((await carla.get(`${home}/knowledge`)).body).not.toContain('Unseen');
    expect((await ben.get(`${home}/knowledge`)).body).toContain('Unseen');
    expect((await ana.get(article)).body).toContain('Not published yet');

    await changeArticle(ben, article, { title: 'Unseen', wish: 'ask', note: 'Is that so?' });
    const waiting = await ana.get(`${article}/waiting`);
    expect(waiting.body).toContain('Is that so?');
    await decideAbout(ana, article, { decision: 'approved' }, waiting);
    expect((await carla.get(article)).status).toBe(200);
    expect(await deedsOf(article)).toEqual([
      'wrote',
      'asked for a review',
      'approved',
      'published',
    ]);
  });

  it('is published by nobody who does not review', async () => {
    const form = await ben.get(`${home}/knowledge/new?kind=page`);
    const words = { title: 'Mine', body: 'Mine', wish: 'publish' };
    expect((await ben.press(form, `${home}/knowledge`, words)).status).toBe(403);
    const article = await writeArticle(ana, home);
    expect((await changeArticle(ben, article, { wish: 'publish' })).status).toBe(403);
    expect((await changeArticle(ben, article, { body: 'x', wish: 'draft' })).status).toBe(422);
  });

  it('shows its pictures to whoever may read the words that name them', async () => {
    const article = await writeArticle(ana, home, { title: 'Pictured' });
    const shown = await give(world, ben, home, await picture('board.png'));
    const [, address = ''] = /\((\/files\/[\w-]+)/.exec(shown) ?? [];
    await changeArticle(ben, article, { title: 'Pictured', body: shown, wish: 'ask' });
    expect((await carla.get(address)).status).toBe(404);
    expect((await ana.get(address)).status).toBe(200);
    await decideAbout(ana, article, { decision: 'approved' });
    expect((await carla.get(address)).status).toBe(200);
  });
});

describe('a change by somebody who does not review', () => {
  it('waits, while readers see what was approved last, until a reviewer approves it (R30)', async () => {
    const article = await writeArticle(ana, home, { title: 'Approved', body: 'The old way.' });
    const sent = await changeArticle(ben, article, {
      title: 'Approved',
      body: 'The new way.',
      reason: 'It is faster',
      wish: 'ask',
    });
    expect(sent.status).toBe(303);
    const read = await carla.get(article);
    expect(read.body).toContain('The old way.');
    for (const where of [article, `${article}/revisions`, `${home}/knowledge`])
      expect((await carla.get(where)).body).not.toContain('new way');
    expect((await carla.get(`${article}/revisions/2`)).status).toBe(404);
    expect((await ben.get(article)).body).toContain('Your words wait for a review.');

    const waiting = await ana.get(`${article}/waiting`);
    expect(waiting.body).toContain('<del>old</del><ins>new</ins>');
    await decideAbout(ana, article, { decision: 'changes asked', answer: 'Say why.' }, waiting);
    expect((await ben.get(`${article}/waiting`)).body).toContain('Say why.');
    expect((await carla.get(article)).body).toContain('The old way.');

    const better = { title: 'Approved', body: 'The new way: it is safer.', wish: 'ask' };
    await changeArticle(ben, article, better);
    await decideAbout(ana, article, { decision: 'approved' });
    expect((await carla.get(article)).body).toContain('it is safer');
    // What was never published stays with whoever wrote it.
    expect((await ben.get(`${article}/revisions/2`)).body).toContain('The new way.');
    expect((await carla.get(`${article}/revisions/2`)).status).toBe(404);
    expect((await carla.get(`${article}/revisions`)).body).not.toContain('Version 2');
  });

  it('is approved as it was shown, or not at all (R30)', async () => {
    const article = await writeArticle(ana, home, { title: 'Bound', body: 'One.' });
    await changeArticle(ben, article, { title: 'Bound', body: 'Two.', wish: 'ask' });
    const shown = await ana.get(`${article}/waiting`);
    await changeArticle(ben, article, { title: 'Bound', body: 'Three.', wish: 'ask' });
    const late = await decideAbout(ana, article, { decision: 'approved' }, shown);

    expect(late.status).toBe(409);
    expect(late.body).toContain('<del>Two</del><ins>Three</ins>');
    expect((await carla.get(article)).body).toContain('One.');
    const again = await decideAbout(ana, article, { decision: 'approved' }, late);
    expect(again.status).toBe(303);
    expect((await carla.get(article)).body).toContain('Three.');
    const twice = await decideAbout(ana, article, { decision: 'approved' }, late);
    expect(twice.status).toBe(409);
    expect(twice.body).toContain('Somebody else decided about it meanwhile.');
  });

  it('is never published unapproved, however author and reviewer race (R30)', async () => {
    const article = await writeArticle(ana, home, { title: 'Raced', body: 'Begun.' });
    for (let round = 1; round <= 6; round += 1) {
      const seen = { title: 'Raced', body: `Seen in round ${round}.`, wish: 'ask' };
      await changeArticle(ben, article, seen);
      const [shown, open] = [await ana.get(`${article}/waiting`), await ben.get(`${article}/edit`)];
      const unseen = { title: 'Raced', body: `Unseen in round ${round}.`, wish: 'ask' };
      const [decided, changed] = await Promise.all([
        decideAbout(ana, article, { decision: 'approved' }, shown),
        changeArticle(ben, article, unseen, open),
      ]);
      expect([303, 409]).toContain(decided.status);
      expect(changed.status).toBe(303);
      const { body } = await carla.get(article);
      expect(body).not.toContain('Unseen');
      expect(body.includes(`Seen in round ${round}.`)).toBe(decided.status === 303);
    }
  });

  it('is not shown to another member who would change the same, and costs them no word', async () => {
    const article = await writeArticle(ana, home, { title: 'Held', body: 'As it is.' });
    const open = await carla.get(`${article}/edit`);
    await changeArticle(ben, article, { title: 'Held', body: 'Secret so far.', wish: 'ask' });
    const words = { title: 'Held', body: 'What Carla knows.', wish: 'ask' };
    const met = await changeArticle(carla, article, words, open);

    expect(met.status).toBe(409);
    expect(met.body).toContain('What Carla knows.');
    expect(met.body).not.toContain('Secret so far');
    const begun = await carla.get(`${article}/edit`);
    expect(begun.status).toBe(409);
    expect(begun.body).not.toContain('Secret so far');
    await decideAbout(ana, article, { decision: 'approved' });
    const both = await changeArticle(carla, article, words, met);
    expect(both.status).toBe(409);
    expect(wordsIn(both)).toContain('Secret');
    expect((await changeArticle(carla, article, words, both)).status).toBe(303);
  });
});

describe('two members who change one article', () => {
  it('are told of one another, and the second goes on from what the first made of it', async () => {
    const article = await writeArticle(ana, home, { title: 'Shared', body: 'One two three.' });
    const bens = await ben.get(`${article}/edit`);
    const annas = await ana.get(`${article}/edit`);
    await ben.press(bens, article, { body: 'One two three four.' }, '/drafts');
    const told = await ana.get(`${article}/edit`);
    expect(wordsIn(told)).toMatch(/Ben \S+ began to change this/);

    const first = { title: 'Shared', body: 'Zero one two three.', wish: 'publish' };
    expect((await changeArticle(ana, article, first, annas)).status).toBe(303);
    const second = { title: 'Shared', body: 'One two three four.', wish: 'ask' };
    const met = await changeArticle(ben, article, second, bens);
    expect(met.status).toBe(409);
    expect(met.body).toContain('<ins>Zero</ins> <ins>one </ins>');
    expect(met.body).toContain('<ins> four</ins>');
    expect(met.body).toContain('>One two three four.</textarea>');
    const merged = { title: 'Shared', body: 'Zero one two three four.', wish: 'ask' };
    expect((await changeArticle(ben, article, merged, met)).status).toBe(303);
    await decideAbout(ana, article, { decision: 'approved' });
    expect((await carla.get(article)).body).toContain('Zero one two three four.');
  });
});

describe('members who save at the same moment', () => {
  it('come one after the other: whoever is second sees both, and no word is lost', async () => {
    const article = await writeArticle(ana, home, {
      title: 'Twice',
      body: 'Begun.',
      wish: 'draft',
    });
    await giveToBen(article);
    for (let round = 1; round <= 4; round += 1) {
      const forms = [await ana.get(`${article}/edit`), await ben.get(`${article}/edit`)] as const;
      const words = (who: string) => ({
        title: 'Twice',
        body: `By ${who} in round ${round}.`,
        wish: 'draft',
      });
      const answers = await Promise.all([
        changeArticle(ana, article, words('Ana'), forms[0]),
        changeArticle(ben, article, words('Ben'), forms[1]),
      ]);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 409]));
      const second = answers.find(({ status }) => status === 409)?.body ?? '';
      const first = (await ana.get(`${article}/edit`)).body;
      const kept = [first, second].map((page) => /By (\w+) in round \d\.<\/text/.exec(page)?.[1]);
      expect(new Set(kept)).toEqual(new Set(['Ana', 'Ben']));
    }
  });
});

describe('the revisions of an article', () => {
  it('are kept with author, date, reason and difference, and can be brought back (R29)', async () => {
    const article = await writeArticle(ana, home, { title: 'Kept', body: 'Wash your hands.' });
    const second = { title: 'Kept', body: 'Wash both hands.', reason: 'One is not enough' };
    await changeArticle(ben, article, { ...second, wish: 'ask' });
    await decideAbout(ana, article, { decision: 'approved' });
    const third = { title: 'Kept', body: 'Wash nothing.', wish: 'publish' };
    await changeArticle(ana, article, third);

    const list = await carla.get(`${article}/revisions`);
    for (const words of ['Version 3', 'Version 2', 'Version 1', 'One is not enough', '<time '])
      expect(list.body).toContain(words);
    expect(list.body).toContain('<del>your</del><ins>both</ins>');
    expect(wordsIn(list)).toMatch(/Version 2 Ben/);
    expect((await carla.get(`${article}/revisions/1`)).body).toContain('Wash your hands.');
    expect((await carla.get(`${article}/revisions/1`)).body).not.toContain('name="base"');

    const old = await ana.get(`${article}/revisions/2`);
    const back = await ana.press(old, `${article}/revisions/2`, { reason: 'Safer' });
    expect(back.status).toBe(303);
    expect((await carla.get(article)).body).toContain('Wash both hands.');
    const after = await carla.get(`${article}/revisions`);
    expect(after.body).toContain('The words of version 2 again.');
    expect(after.body).toContain('<del>nothing</del><ins>both hands</ins>');
    expect((await ana.press(old, `${article}/revisions/2`, {})).status).toBe(409);
    expect(await deedsOf(article)).toContain('brought back');
  });
});

describe('whether an article holds', () => {
  it('is said by whoever checked it; past its day, readers are told (R31)', async () => {
    const article = await writeArticle(ana, home, { title: 'Holding' });
    expect(wordsIn(await carla.get(article))).toMatch(/Checked by\s*Ana/);
    await world.house.database.within(world.organizationId, (tx) =>
      tx
        .updateTable('articles')
        .set({ nextCheckOn: '2024-05-01', checkedAt: new Date('2023-05-01') })
        .where('id', '=', idOf(article))
        .execute(),
    );
    expect(wordsIn(await carla.get(article))).toMatch(/Not checked since .*2023/);
    const page = await ana.get(article);
    expect((await ana.press(page, `${article}/check`, { months: '6' })).status).toBe(303);
    expect(wordsIn(await carla.get(article))).not.toContain('Not checked since');
    const sent = await carla.press(
      await carla.get('/me'),
      '/me',
      { months: '6' },
      `${article}/check`,
    );
    expect(sent.status).toBe(403);
  });

  it('is no question where it was withdrawn: then its owner and the facilitators see it alone', async () => {
    const article = await writeArticle(ana, home, { title: 'Gone' });
    await ana.press(await ana.get(article), `${article}/standing`, { standing: 'withdrawn' });
    expect((await carla.get(article)).status).toBe(404);
    expect((await carla.get(`${home}/knowledge`)).body).not.toContain('>Gone<');
    await ana.press(await ana.get(article), `${article}/standing`, { standing: 'shown' });
    expect((await carla.get(article)).status).toBe(200);
  });
});
