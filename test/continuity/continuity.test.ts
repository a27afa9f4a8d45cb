import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { until } from '../jobs/queue-house.ts';
import { decideAbout, changeArticle, writeArticle } from '../support/knowledge.ts';
import { shareLink } from '../support/library.ts';
import type { Answer, Fields } from '../support/platform/browser.ts';
import { ana as anaHerself, ben as benHimself } from '../support/platform/launch-claims.ts';
import { tutors, type Person } from '../support/platform/launch-claims.ts';
import { contextRole } from '../support/platform/vocabulary.ts';
import { answerTo, begin, onPost } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const carlaHerself: Person = { sub: 'carla', given: 'Carla', family: 'Luz', email: 'c@lms.test' };

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let carla: Visitor;

const member = ({ sub }: Person) => ({ user_id: sub, roles: [contextRole('Learner')] });

beforeAll(async () => {
  world = await openWorld({ runsJobs: true });
  setRoster(anaHerself, benHimself, carlaHerself);
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  carla = await world.launch({ person: carlaHerself, role: 'learner', course: tutors });
});

afterAll(() => world.close());

function setRoster(...people: Person[]): void {
  world.platform.services.roster.members.set(tutors.id, people.map(member));
}

const within = <T>(statement: ReturnType<typeof sql<T>>) =>
  world.house.database.within(world.organizationId, (tx) => statement.execute(tx));

async function readAt(): Promise<number> {
  const { rows } = await within(
    sql<{ at: Date | null }>`select max(roster_read_at) as at from courses`,
  );
  return Number(rows[0]?.at ?? 0);
}

/** A day passes, somebody opens the course, and its roster is read again. */
async function sweep(): Promise<void> {
  await until(async () => (await readAt()) > 0);
  await within(sql`update courses set roster_asked_at = roster_asked_at - interval '2 days',
    roster_read_at = roster_read_at - interval '2 days'`);
  const before = await readAt();
  await world.ana();
  await until(async () => (await readAt()) > before + 1000);
}

const wordsIn = ({ body }: Answer) => body.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ');
const idOf = (path: string) => path.split('/').at(-1) ?? '';

/** An article that this member looks after, of a topic, as everybody reads it. */
async function articleOf(who: Visitor, title: string): Promise<string> {
  const form = await who.get(`${home}/knowledge/new?kind=page`);
  const topic = /<option value="([\w-]{36})">feedback</.exec(form.body)?.[1] ?? '';
  const article = await writeArticle(who, home, { title, topic, wish: 'ask' });
  await decideAbout(ana, article, { decision: 'approved' });
  return article;
}

/** The page of what rests on somebody, as the facilitators' page leads to it. */
async function pathOfPerson(name: string): Promise<string> {
  const { body } = await ana.get(`${home}/continuity/people`);
  const link = new RegExp(`href="([^"]+/people/[\\w-]{36})" dir="auto">(?:<bdi>)?${name}`);
  return link.exec(body)?.[1] ?? '';
}

/** Who is offered for an article, and why; the one who is chosen already first called so. */
function offersFor({ body }: Answer, article: string): string[] {
  const [, part = ''] = body.split(`href="${article}" dir="auto"`);
  const [list = ''] = part.split('</fieldset>');
  return list
    .split('<label>')
    .slice(1)
    .map((label) => {
      const words = label.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ');
      return `${label.includes(' checked') ? 'chosen: ' : ''}${words.trim()}`;
    });
}

const personIn = ({ body }: Answer, article: string, name: string) =>
  new RegExp(
    `name="heir-${idOf(article)}" value="([\\w-]{36})"[^>]*> <span><strong>(?:<bdi>)?${name}`,
  ).exec(body)?.[1] ?? '';

async function press(who: Visitor, page: string, fields: Fields, to = page): Promise<Answer> {
  return who.press(await who.get(page), to, fields);
}

describe('what rests on one person alone', () => {
  it('is theirs to see, with whom they would have after them, and whoever leads finds it when they move on (R28, M13)', async () => {
    const article = await articleOf(ben, 'Night handover');
    const page = await ben.get(`${home}/continuity`);
    expect(page.body).toContain(article);
    expect((await carla.get(`${home}/continuity`)).body).not.toContain(article);
    expect((await ana.get(`${home}/care`)).body).not.toContain('People who leave something');

    const found = await ben.get(`${home}/continuity?words=carla`);
    const heir = { [`heir-${idOf(article)}`]: personIn(found, article, 'Carla') };
    await ben.press(found, `${home}/continuity/heirs`, heir);
    expect(offersFor(await ben.get(`${home}/continuity`), article)).toEqual([
      'chosen: Carla Luz · named as heir',
      'Nobody yet',
    ]);

    await press(ben, `${home}/continuity`, { wish: 'say' }, `${home}/continuity/moving-on`);
    const care = await ana.get(`${home}/care`);
    expect(wordsIn(care)).toMatch(/Ben Okafor.*moving on, said on .* 1 article that nobody else/);
    const path = await pathOfPerson('Ben');
    expect(care.body).toContain(`href="${path}"`);

    await press(ana, path, { wish: 'each', ...heir });
    expect(wordsIn(await carla.get(article))).toContain('Carla Luz');
    expect((await carla.get('/')).body).toContain(`href="${article}"`);
    const after = await ana.get(path);
    expect(wordsIn(after)).toContain('Night handover · Carla Luz');
    expect(wordsIn(after)).toContain('Nothing rests on them alone');

    const back = /action="([^"]+\/taking-back)"/.exec(after.body)?.[1] ?? '';
    await ana.press(after, back, {});
    expect(offersFor(await ana.get(path), article)[0]).toBe('chosen: Carla Luz · named as heir');
    expect((await carla.get('/')).body).not.toContain(`href="${article}"`);

    await press(ben, `${home}/continuity`, { wish: 'take back' }, `${home}/continuity/moving-on`);
    expect((await ana.get(`${home}/care`)).body).not.toContain(path);
    expect((await carla.get(path)).status).toBe(403);
  });

  it('is listed when the rosters have them in no course any more, offered to those who know it, and given in one step (R28, M13)', async () => {
    const [first, second] = [
      await articleOf(ben, 'Marking drafts'),
      await articleOf(ben, 'Marking exams'),
    ];
    await changeArticle(carla, first, { title: 'Marking drafts', body: 'Better', wish: 'ask' });
    await decideAbout(ana, first, { decision: 'approved' });
    await shareLink(ben, home);
    const form = await ana.get(`${home}/threads/new`);
    const topic = /<option value="([\w-]{36})">drafts</.exec(form.body)?.[1] ?? '';
    const thread = await begin(ana, home, { topic });
    await answerTo(ben, thread, 'In two rounds');
    await onPost(ana, thread, { postNo: 2, deed: 'acceptance', fields: { wish: 'give' } });

    setRoster(anaHerself, carlaHerself);
    await sweep();
    const care = wordsIn(await ana.get(`${home}/care`));
    expect(care).toMatch(/Ben Okafor in no course any more since .* 3 articles that nobody else/);
    const path = await pathOfPerson('Ben');
    const page = await ana.get(path);
    expect(offersFor(page, first)[0]).toBe('chosen: Carla Luz · wrote 1 revision');
    expect(offersFor(page, second)).toEqual(['chosen: Nobody yet']);
    expect(wordsIn(page)).toMatch(/Topics that nobody else answered .* drafts 1 accepted answer/);
    expect(wordsIn(page)).toContain('1 shared resource');

    await ana.press(page, path, { wish: 'all', person: personIn(page, first, 'Carla') });
    for (const article of [first, second])
      expect(wordsIn(await ana.get(article))).toMatch(/Looked after by ?Ben Okafor ?Carla Luz/);
    expect((await ana.get(`${home}/care`)).body).not.toContain(path);
    expect(wordsIn(await carla.get(thread))).toContain('In two rounds');

    const again = await world.ben();
    expect((await again.get(first)).status).toBe(200);
  });

  it('offers nobody who leaves, and a talk with its title ready (M13)', async () => {
    const article = await articleOf(carla, 'Labels');
    await press(ben, `${home}/continuity`, { wish: 'say' }, `${home}/continuity/moving-on`);
    const found = await carla.get(`${home}/continuity?words=ben`);
    expect(offersFor(found, article)).toEqual(['chosen: Nobody yet']);
    const recorder = /href="([^"]+\/record\?[^"]+)"/.exec(found.body)?.[1] ?? '';
    const page = await carla.get(recorder.replaceAll('&#x3D;', '='));
    expect(page.body).toContain('name="title" value="For whoever comes next: what I learned here"');
  });
});
