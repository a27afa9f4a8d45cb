import { changeArticle, decideAbout, writeArticle } from '../knowledge.ts';
import { pressEmpty, quiet, unbroken, wideWords, type Cast, type Pages } from './cast.ts';

/** An article with all that one can hold, and a learner's change of it that waits for a review. */
async function unsettledArticle({ teacher, learner, home }: Cast): Promise<string> {
  const parts = ['One', 'Two', 'Three'].map((part) => `## ${part}\n\n${wideWords}`);
  const callout = `> [!WARNING]\n> ${unbroken}`;
  const words = { title: unbroken, body: [callout, ...parts].join('\n\n') };
  const article = await writeArticle(teacher, home, { kind: 'how-to', ...words });
  const reason = unbroken;
  await changeArticle(learner, article, { ...words, body: wideWords, reason, wish: 'ask' });
  return article;
}

export const knowledgePages: Pages = {
  'knowledge/shared': async ({ teacher, learner, home, outsider }) => {
    const article = await writeArticle(learner, home, {
      title: unbroken,
      body: wideWords,
      wish: 'ask',
    });
    await decideAbout(teacher, article, { decision: 'approved' });
    await teacher.press(await teacher.get(article), `${article}/reach`, { wish: 'widen' });
    return outsider.get(`/articles/${article.split('/').at(-1)}`);
  },
  'knowledge/home': async (cast) => {
    await unsettledArticle(cast);
    return cast.teacher.get(`${cast.home}/knowledge`);
  },
  'knowledge/home, empty': async ({ comes }) => {
    const visitor = await comes({ role: 'instructor', course: quiet });
    return visitor.get(`${visitor.arrived.url.pathname}/knowledge`);
  },
  'knowledge/section': async (cast) => {
    await unsettledArticle(cast);
    return cast.learner.get(`${cast.home}/knowledge/sections/none`);
  },
  'knowledge/kinds': ({ learner, home }) => learner.get(`${home}/knowledge/new`),
  'knowledge/new': ({ learner, home }) => learner.get(`${home}/knowledge/new?kind=decision`),
  'knowledge/new, with errors': ({ teacher, home }) =>
    pressEmpty(
      teacher,
      `${home}/knowledge/new?kind=page`,
      ['title', 'body', 'wish'],
      `${home}/knowledge`,
    ),
  'knowledge/show': async (cast) => cast.teacher.get(await unsettledArticle(cast)),
  'knowledge/show, not published': async ({ learner, home }) =>
    learner.get(await writeArticle(learner, home, { title: unbroken, wish: 'draft' })),
  'knowledge/show, to be for everybody, where nobody else may agree': async ({ teacher, home }) => {
    const article = await writeArticle(teacher, home, { title: unbroken });
    await teacher.press(await teacher.get(article), `${article}/reach`, { wish: 'ask' });
    return teacher.get(article);
  },
  'knowledge/show, with what is missing': async ({ teacher, learner, home }) => {
    const article = await writeArticle(teacher, home, { title: unbroken, body: wideWords });
    const sent = { useful: 'no', missing: unbroken };
    await learner.press(await learner.get(article), `${article}/verdict`, sent);
    return teacher.get(article);
  },
  'knowledge/show, not useful': async ({ teacher, learner, home }) => {
    const article = await writeArticle(teacher, home, { title: unbroken });
    const sent = { useful: 'no', missing: 'long '.repeat(101) };
    return learner.press(await learner.get(article), `${article}/verdict`, sent);
  },
  'knowledge/edit': async (cast) => cast.learner.get(`${await unsettledArticle(cast)}/edit`),
  'knowledge/edit, with errors': async (cast) => {
    const article = await unsettledArticle(cast);
    return pressEmpty(cast.teacher, `${article}/edit`, ['title', 'body', 'wish'], article);
  },
  'knowledge/meeting': async (cast) => {
    const article = await unsettledArticle(cast);
    const words = { title: unbroken, body: unbroken, base: '1', wish: 'publish' };
    return changeArticle(cast.teacher, article, words);
  },
  'knowledge/meeting, with what waits': async ({ teacher, learner, home }) => {
    const article = await writeArticle(teacher, home, { title: unbroken });
    await changeArticle(teacher, article, { body: wideWords, wish: 'draft' });
    return learner.get(`${article}/edit`);
  },
  'knowledge/waiting': async (cast) => cast.teacher.get(`${await unsettledArticle(cast)}/waiting`),
  'knowledge/waiting, with changes asked for': async (cast) => {
    const article = await unsettledArticle(cast);
    await decideAbout(cast.teacher, article, { decision: 'changes asked', answer: wideWords });
    return cast.learner.get(`${article}/waiting`);
  },
  'knowledge/waiting, changed meanwhile': async (cast) => {
    const article = await unsettledArticle(cast);
    return decideAbout(cast.teacher, article, { decision: 'approved', revision: '1' });
  },
  'knowledge/revisions': async (cast) => {
    const article = await unsettledArticle(cast);
    await decideAbout(cast.teacher, article, { decision: 'approved' });
    return cast.learner.get(`${article}/revisions`);
  },
  'knowledge/revision': async (cast) => {
    const article = await unsettledArticle(cast);
    await decideAbout(cast.teacher, article, { decision: 'approved' });
    return cast.teacher.get(`${article}/revisions/1`);
  },
  'knowledge/arrange': async ({ teacher, home }) => {
    const path = `${home}/knowledge/arrange`;
    const added = await teacher.press(await teacher.get(path), path, {
      act: 'add',
      title: unbroken,
    });
    const parent = added.location?.hash.replace('#section-', '');
    await teacher.press(await teacher.get(path), path, { act: 'add', title: unbroken, parent });
    return teacher.get(path);
  },
  'knowledge/arrange, with errors': ({ teacher, home }) =>
    pressEmpty(teacher, `${home}/knowledge/arrange`, ['title']),
  'knowledge/place': async (cast) => cast.teacher.get(`${await unsettledArticle(cast)}/place`),
  'knowledge/owners': async (cast) =>
    cast.teacher.get(`${await unsettledArticle(cast)}/owners?words=b`),
  'knowledge/reviewers': ({ teacher, home }) =>
    teacher.get(`${home}/knowledge/reviewers?words=ben`),
};
