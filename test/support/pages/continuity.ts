import { decideAbout, writeArticle } from '../knowledge.ts';
import { unbroken, wideWords, type Cast, type Pages } from './cast.ts';

/** A learner whom an article rests on, and who says that they are moving on. */
async function movingOn({ teacher, learner, home }: Cast): Promise<void> {
  const article = await writeArticle(learner, home, {
    title: unbroken,
    body: wideWords,
    wish: 'ask',
  });
  await decideAbout(teacher, article, { decision: 'approved' });
  const page = await learner.get(`${home}/continuity`);
  await learner.press(page, `${home}/continuity/moving-on`, { wish: 'say' });
}

/** What rests on the first whom something rests on, with somebody offered. */
async function personAt({ teacher, home }: Cast): Promise<string> {
  const { body } = await teacher.get(`${home}/continuity/people`);
  return /href="([^"]+\/continuity\/people\/[\w-]{36})"/.exec(body)?.[1] ?? '';
}

export const continuityPages: Pages = {
  'continuity/own': async (cast) => {
    await movingOn(cast);
    return cast.learner.get(`${cast.home}/continuity?words=ana`);
  },
  'continuity/own, empty': ({ teacher, home }) => teacher.get(`${home}/continuity`),
  'continuity/people': async (cast) => {
    await movingOn(cast);
    return cast.teacher.get(`${cast.home}/continuity/people`);
  },
  'continuity/person': async (cast) => {
    await movingOn(cast);
    const path = await personAt(cast);
    const page = await cast.teacher.get(`${path}?words=ana`);
    const heir = /<option value="([\w-]{36})"/.exec(page.body)?.[1] ?? '';
    await cast.teacher.press(page, path, { wish: 'all', person: heir });
    await movingOn(cast);
    return cast.teacher.get(`${path}?words=ana`);
  },
};
