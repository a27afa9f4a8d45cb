import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeArticle, writeArticle } from '../support/knowledge.ts';
import type { Answer } from '../support/platform/browser.ts';
import { tutors, type Person } from '../support/platform/launch-claims.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const aMember: Person = { sub: 'carla', given: 'Carla', family: 'Luz', email: 'c@lms.test' };

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let carla: Visitor;
/** Of Ana, who looks after it. */
let article: string;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  carla = await world.launch({ person: aMember, role: 'learner', course: tutors });
  article = await writeArticle(ana, home, { title: 'How we hand over' });
});

afterAll(() => world.close());

const wordsIn = ({ body }: Answer) => body.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ');
/** With the token of a page of their own, since the article's page gives them no such form. */
const send = async (who: Visitor, path: string, fields: Record<string, string>) =>
  who.press(await who.get('/me'), '/me', fields, path);
const say = async (who: Visitor, fields: Record<string, string>) =>
  who.press(await who.get(article), `${article}/verdict`, fields);

describe('whether an article was useful', () => {
  it('is said once by each, can be said otherwise, and is told to whoever looks after it, without a name', async () => {
    expect(wordsIn(await ana.get(article))).toContain('Nobody has said so far');
    await say(ben, { useful: 'yes' });
    await say(ben, { useful: 'no' });
    const asked = await ben.get(article);
    expect(asked.body).toMatch(/value="no" aria-pressed="true"/);
    expect(asked.body).not.toContain('Nobody has said so far');
    const answer = await say(ben, { useful: 'no', missing: 'What to do <b>at night</b>' });
    expect(answer.location?.hash).toBe('#use');
    expect(wordsIn(await ben.get(article))).toContain('Sent without your name');
    await say(carla, { useful: 'yes' });

    const told = await ana.get(article);
    expect(wordsIn(told)).toContain('useful to 1 · not to 1');
    expect(told.body).toContain('What to do &lt;b&gt;at night&lt;/b&gt;');
    expect((told.body.split('id="use"')[1] ?? '').split('</section>')[0]).not.toContain('Ben');
    const other = await carla.get(article);
    expect(other.body).not.toContain('at night');
    const own = await send(ana, `${article}/verdict`, { useful: 'yes' });
    expect(own.status).toBe(403);
    const deeds = await world.house.database.within(world.organizationId, (tx) =>
      tx.selectFrom('activity').select('personId').where('verb', '=', 'answered').execute(),
    );
    expect(deeds.map(({ personId }) => personId)).toEqual([null, null, null, null]);
  });

  it('keeps words that are too long in the form', async () => {
    const long = 'long '.repeat(101);
    const refused = await say(ben, { useful: 'no', missing: long });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain(long.trim());
    expect(refused.body).toContain('id="missing-problem"');
  });

  it('waits as a task with whoever looks after it until they deal with it', async () => {
    expect(wordsIn(await ana.get('/'))).toContain('How we hand over 1 says what is missing');
    const care = wordsIn(await ana.get(`${home}/care`));
    expect(care).toContain('How we hand over 1 says what is missing');
    expect(wordsIn(await ben.get('/'))).not.toContain('says what is missing');

    const page = await ana.get(article);
    const verdict = /name="verdict" value="([\w-]{36})"/.exec(page.body)?.[1] ?? '';
    expect((await send(ben, `${article}/missing`, { verdict })).status).toBe(403);
    await ana.press(page, `${article}/missing`, { verdict });
    expect(wordsIn(await ana.get('/'))).not.toContain('How we hand over 1 says');
    expect(wordsIn(await ana.get(article))).toContain('useful to 1 · not to 1');
    await say(ben, { useful: 'no', missing: 'What to do at night' });
    expect((await ana.get(article)).body).toContain('What to do at night');
  });
});

describe('a story of an article', () => {
  it('stands on its page, and with whoever looks after it until they check it (R35)', async () => {
    const other = await writeArticle(ana, home, { title: 'How we call for help' });
    const page = await ben.get(other);
    const [, form = ''] = /href="([^"]*\/practice\/new[^"]*)"/.exec(page.body) ?? [];
    const asked = await ben.get(form.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'));
    expect(asked.body).toContain('How we call for help');
    const tried = 'The number had changed.';
    const answer = await ben.press(asked, `${home}/practice`, { outcome: 'not', tried });
    expect(answer.location?.pathname).toBe(other);
    expect((await carla.get(other)).body).toContain(tried);
    expect(wordsIn(await carla.get(`${home}/practice`))).toContain('How we call for help');
    const task = 'How we call for help it did not wholly work for 1';
    expect(wordsIn(await ana.get('/'))).toContain(task);
    await ana.press(await ana.get(other), `${other}/check`, { months: '12' });
    expect(wordsIn(await ana.get('/'))).not.toContain(task);

    const draft = await writeArticle(ben, home, { title: 'A draft', wish: 'draft' });
    expect((await ben.get(draft)).body).not.toContain('practice/new');
    await changeArticle(ana, other, { title: 'Renamed' });
    expect((await carla.get(other)).body).toContain(tried);
  });
});
