import { writeArticle } from '../knowledge.ts';
import { pressEmpty, quiet, unbroken, wideWords, type Cast, type Pages } from './cast.ts';

/** Adds a word that is hard to lay out, unless it is there. @returns the page of all of them */
async function wideTerm({ teacher, home }: Cast): Promise<string> {
  const page = `${home}/knowledge/glossary`;
  const article = await writeArticle(teacher, home, { title: unbroken });
  const term = { term: unbroken.slice(0, 100), meaning: unbroken, article };
  await teacher.press(await teacher.get(page), page, term);
  return page;
}

async function pathOfTerm(cast: Cast): Promise<string> {
  const { body } = await cast.teacher.get(await wideTerm(cast));
  return /\/communities\/[\w-]+\/knowledge\/glossary\/[\w-]{36}/.exec(body)?.[0] ?? '';
}

export const glossaryPages: Pages = {
  'glossary/list, empty': async ({ comes }) => {
    const visitor = await comes({ role: 'instructor', course: quiet });
    return visitor.get(`${visitor.arrived.url.pathname}/knowledge/glossary`);
  },
  'glossary/list': async (cast) => cast.teacher.get(await wideTerm(cast)),
  'glossary/list, with errors': async (cast) =>
    pressEmpty(cast.teacher, await wideTerm(cast), ['term', 'meaning']),
  'glossary/edit': async (cast) => cast.teacher.get(await pathOfTerm(cast)),
  'glossary/remove': async (cast) => cast.teacher.get(`${await pathOfTerm(cast)}/removal`),
  'knowledge/show, with a word explained': async (cast) => {
    const { teacher, learner, home } = cast;
    await wideTerm(cast);
    const body = `${unbroken.slice(0, 100)}\n\n${wideWords}`;
    return learner.get(await writeArticle(teacher, home, { title: 'Words', body }));
  },
};
