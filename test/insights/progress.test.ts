import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'kysely';
import { changeArticle, writeArticle } from '../support/knowledge.ts';
import { answerTo, begin, onPost } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

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

const accept = (given: string) => ({ postNo: 2, deed: 'acceptance', fields: { wish: given } });

it('a community shows the questions settled and the articles added this quarter (R20)', async () => {
  expect((await ben.get(home)).body).toContain('No question settled and no article written yet.');

  const thread = await begin(ben, home);
  await answerTo(ana, thread, 'Two notes and one question.');
  await onPost(ben, thread, accept('give'));
  const article = await writeArticle(ana, home);
  await changeArticle(ana, article, { title: 'How we hand over, anew' });
  const { body } = await ben.get(home);

  expect(body).toContain('1 question settled');
  expect(body).toContain('1 article added');
  expect(body).not.toContain('renewed');
});

it('does not count what was taken back', async () => {
  const thread = await begin(ben, home, { title: 'Who marks on Fridays?' });
  await answerTo(ana, thread, 'I do.');
  await onPost(ben, thread, accept('give'));
  expect((await ben.get(home)).body).toContain('2 questions settled');
  await onPost(ben, thread, accept('take back'));

  expect((await ben.get(home)).body).toContain('1 question settled');
});

it('counts what stood before and was published again as renewed', async () => {
  const article = await writeArticle(ben, home, { title: 'What a good note says', wish: 'ask' });
  await world.house.database.within(world.organizationId, (tx) =>
    sql`insert into article_publications (organization_id, article_id, revision_no, published_by, published_at)
        select organization_id, article_id, revision_no, written_by, now() - interval '200 days'
          from article_revisions where article_id = ${article.split('/').at(-1)}`.execute(tx),
  );
  await changeArticle(ana, article, { body: 'Says it in one line.' });

  expect((await ben.get(home)).body).toContain('1 article renewed');
});
