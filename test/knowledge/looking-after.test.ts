import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberCalled } from '../../src/communities/index.ts';
import { articlesNamed, createArticleDraft } from '../../src/knowledge/index.ts';
import { changeArticle, decideAbout, writeArticle } from '../support/knowledge.ts';
import type { Answer, Fields } from '../support/platform/browser.ts';
import { ana as anaHerself, tutors, type Person } from '../support/platform/launch-claims.ts';
import { lti } from '../support/platform/vocabulary.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

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

async function arrange(who: Visitor, fields: Fields): Promise<Answer> {
  const path = `${home}/knowledge/arrange`;
  return who.press(await who.get(path), path, fields);
}

async function section(title: string, parent = ''): Promise<string> {
  const answer = await arrange(ana, { act: 'add', title, parent });
  expect(answer.status).toBe(303);
  return answer.location?.hash.replace('#section-', '') ?? '';
}

/** The titles of the sections, as the page to arrange them has them. */
async function tree(): Promise<string[]> {
  const { body } = await ana.get(`${home}/knowledge/arrange`);
  return [...body.matchAll(/data-depth="(\d)">[^]*?<strong dir="auto">([^<]*)</g)].map(
    ([, depth, title]) => `${depth} ${title}`,
  );
}

/** Names a member on one of the pages that do, found by part of their name; or takes that back. */
async function name(who: Visitor, path: string, words: string, wish = 'give'): Promise<Answer> {
  const page = await who.get(`${path}?words=${words}`);
  const person = new RegExp(
    `name="person" value="([\\w-]{36})">[^<]*<span[^>]*>[^<]*(<bdi>)?${words}`,
  );
  return who.press(page, path, { wish, person: person.exec(page.body)?.[1] ?? '' });
}

const setRow = (article: string, row: object) =>
  world.house.database.within(world.organizationId, (tx) =>
    tx.updateTable('articles').set(row).where('id', '=', idOf(article)).execute(),
  );

describe('the sections of what a community knows', () => {
  it('are added, named, moved and taken away by those who review, and nothing in them is lost', async () => {
    const ward = await section('Ward');
    const night = await section('Night', ward);
    const clinic = await section('Clinic');
    expect(await tree()).toEqual(['0 Ward', '1 Night', '0 Clinic']);
    await arrange(ana, { act: 'up', section: clinic });
    await arrange(ana, { act: 'rename', section: night, title: 'At night' });
    expect(await tree()).toEqual(['0 Clinic', '0 Ward', '1 At night']);
    await arrange(ana, { act: 'put', section: ward, parent: clinic });
    expect(await tree()).toEqual(['0 Clinic', '1 Ward', '2 At night']);
    const theWard = { act: 'place', section: ward };
    await arrange(ana, { ...theWard, parent: '', before: clinic });
    expect(await tree()).toEqual(['0 Ward', '1 At night', '0 Clinic']);
    await arrange(ana, { ...theWard, parent: clinic, before: night });
    expect(await tree()).toEqual(['0 Clinic', '1 Ward', '2 At night']);
    const within = await arrange(ana, { act: 'put', section: clinic, parent: night });
    expect(within.status).toBe(409);
    const deep = await section('Deeper', night);
    expect((await arrange(ana, { act: 'add', title: 'Too deep', parent: deep })).status).toBe(409);

    const article = await writeArticle(ana, home, { title: 'Who to call', section: night });
    expect(wordsIn(await carla.get(article))).toContain('Clinic · Ward · At night');
    await arrange(ana, { act: 'remove', section: night });
    expect(await tree()).toEqual(['0 Clinic', '1 Ward', '2 Deeper']);
    expect((await carla.get(`${home}/knowledge/sections/${ward}`)).body).toContain('Who to call');
    expect((await arrange(ana, { act: 'add', title: ' ' })).status).toBe(422);
    const wish = { act: 'add', title: 'Mine' };
    const sent = await ben.press(await ben.get('/me'), '/me', wish, `${home}/knowledge/arrange`);
    expect(sent.status).toBe(403);
  });

  it('hold articles in an order that is changed step by step', async () => {
    const place = await section('Ordered');
    const [first, second] = [
      await writeArticle(ana, home, { title: 'First', section: place }),
      await writeArticle(ana, home, { title: 'Second', section: place }),
    ];
    const order = async () => {
      const { body } = await carla.get(`${home}/knowledge/sections/${place}`);
      return body.indexOf(first) < body.indexOf(second);
    };
    expect(await order()).toBe(true);
    const page = await ana.get(`${second}/place`);
    expect(page.body).toContain('Number 2 of 2');
    await ana.press(page, `${second}/place`, { act: 'up' });
    expect(await order()).toBe(false);
    await ana.press(await ana.get(`${second}/place`), `${second}/place`, {
      act: 'put',
      section: '',
    });
    expect((await carla.get(`${home}/knowledge/sections/${place}`)).body).not.toContain(second);
  });
});

describe('a member whom a facilitator named', () => {
  it('publishes and approves, until it is taken back (R30)', async () => {
    const path = `${home}/knowledge/reviewers`;
    expect((await name(ana, path, 'Carla')).status).toBe(303);
    const article = await writeArticle(carla, home, { title: 'By Carla', wish: 'publish' });
    await changeArticle(ben, article, { title: 'By Carla', body: 'By Ben', wish: 'ask' });
    expect((await carla.get(`${home}/knowledge`)).body).toContain(`${article}/waiting`);
    await decideAbout(carla, article, { decision: 'approved' });
    expect((await ben.get(article)).body).toContain('By Ben');
    expect((await carla.get(path)).status).toBe(403);

    await name(ana, path, 'Carla', 'take back');
    const refused = await changeArticle(carla, article, { title: 'x', wish: 'publish' });
    expect(refused.status).toBe(403);
  });
});

describe('whoever looks after an article', () => {
  it('is told on their own page when its day has passed, and the facilitators are (R31)', async () => {
    const article = await writeArticle(ana, home, { title: 'To look at again' });
    expect((await name(ana, `${article}/owners`, 'Ben')).status).toBe(303);
    expect((await ben.get('/')).body).not.toContain(article);
    await setRow(article, { nextCheckOn: '2024-05-01' });

    expect((await ben.get('/')).body).toContain(`href="${article}"`);
    expect((await carla.get('/')).body).not.toContain(article);
    expect((await ana.get(`${home}/care`)).body).toContain('Articles to be checked');
    await ben.press(await ben.get(article), `${article}/check`, { months: '3' });
    expect((await ben.get('/')).body).not.toContain(article);
  });

  it('is missed where nobody is left: then it is listed, to be given to somebody (R28)', async () => {
    const article = await writeArticle(ben, home, { title: 'Left behind', wish: 'ask' });
    await decideAbout(ana, article, { decision: 'approved' });
    expect((await ana.get(`${home}/care`)).body).not.toContain('Left behind');
    const leave = (leftAt: Date | null) =>
      world.house.database.within(world.organizationId, (tx) =>
        tx
          .updateTable('memberships')
          .set({ leftAt })
          .where('personId', 'in', (identities) =>
            identities
              .selectFrom('identities')
              .select('personId')
              .where('subject', '=', 'person-ben'),
          )
          .execute(),
      );
    await leave(new Date());
    const care = await ana.get(`${home}/care`);
    const path = /href="([^"]+\/continuity\/people\/[\w-]{36})"/.exec(care.body)?.[1] ?? '';
    expect((await ana.get(path)).body).toContain(`href="${article}"`);
    expect(wordsIn(await ana.get(article))).toContain('(has left)');
    await name(ana, `${article}/owners`, 'Carla');
    expect((await ana.get(path)).body).not.toContain(`href="${article}" dir`);
    await leave(null);
  });
});

describe('what waits for a review', () => {
  it('waits on the facilitators’ page, and counts in its mark (R30)', async () => {
    const article = await writeArticle(ben, home, { title: 'Please look', wish: 'ask' });
    const care = await ana.get(`${home}/care`);
    expect(care.body).toContain('Articles that wait for a review');
    expect(care.body).toContain(`href="${article}/waiting"`);
  });
});

describe('other rooms', () => {
  it('begin drafts, and learn the titles of what everybody reads', async () => {
    const communityId = idOf(home);
    const { draftId, named } = await world.house.database.within(
      world.organizationId,
      async (tx) => {
        const { personId } = await tx
          .selectFrom('identities')
          .select('personId')
          .where('subject', '=', anaHerself.sub)
          .executeTakeFirstOrThrow();
        const member = await memberCalled(tx, { communityId, personId });
        const words = { kind: 'lesson', title: 'From the talk', body: 'Words' } as const;
        const draftId = await createArticleDraft(tx, member, {
          ...words,
          section: null,
          topic: null,
        });
        return { draftId, named: await articlesNamed(tx, communityId, [draftId]) };
      },
    );
    expect(named.size).toBe(0);
    const article = `${home}/knowledge/${draftId}`;
    expect((await carla.get(article)).status).toBe(404);
    await decideAbout(ana, article, { decision: 'approved' });
    const shown = await world.house.database.within(world.organizationId, (tx) =>
      articlesNamed(tx, communityId, [draftId]),
    );
    expect(shown.get(draftId)).toEqual({ title: 'From the talk', path: article });
  });
});

describe('a merger of communities', () => {
  it('brings articles and sections to the other, and their addresses lead there (R74)', async () => {
    const course = { id: 'other', label: 'O', title: 'Other' };
    const teacher = await world.launch({ person: anaHerself, role: 'instructor', course });
    const other = await foundCommunity(teacher, { name: 'Other', difference: 'It ends.' });
    const old = await ana.press(
      await ana.get(`${other}/knowledge/arrange`),
      `${other}/knowledge/arrange`,
      { act: 'add', title: 'Moved along' },
    );
    const place = old.location?.hash.replace('#section-', '') ?? '';
    const article = await writeArticle(ana, other, { title: 'Moved', section: place });
    const page = await ana.get(`${other}/merger?into=${idOf(home)}`);
    expect(wordsIn(page)).toContain('1 article moves, with its section and every revision.');
    await ana.press(page, `${other}/merger`, {});

    const moved = `${home}/knowledge/${idOf(article)}`;
    expect((await carla.get(`/articles/${idOf(article)}`)).url.pathname).toBe(moved);
    expect((await carla.get(article)).url.pathname).toBe(moved);
    expect(wordsIn(await carla.get(moved))).toContain('Moved along');
  });
});

describe('an article placed in a course', () => {
  const deepLinking = { message: 'deep linking', role: 'instructor' } as const;

  it('is offered by its title, and opened by whoever launches it', async () => {
    const article = await writeArticle(ana, home, { title: 'Guía de la ronda' });
    const unseen = await writeArticle(ana, home, { title: 'Guía sin acabar', wish: 'draft' });
    const { arrived, press } = await world.launch({ ...deepLinking, course: tutors });
    const offers = '/deep-linking/offers';
    const found = await press(arrived, '/deep-linking', { words: 'ronda guia' }, offers);
    expect(found.body).toContain(`article_${idOf(home)}_${idOf(article)}`);
    const hidden = await press(arrived, '/deep-linking', { words: 'acabar' }, offers);
    expect(hidden.body).not.toContain(idOf(unseen));

    const custom = {
      guildhall_view: 'article',
      guildhall_community: idOf(home),
      guildhall_article: idOf(article),
    };
    const opened = await world.launch({
      person: aMember,
      role: 'learner',
      course: tutors,
      targetLinkUri: `${world.house.url}/lti/launch`,
      claims: { [lti('custom')]: custom },
    });
    expect(opened.arrived.url.pathname).toBe(article);
  });
});
