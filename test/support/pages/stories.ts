import { tellStory } from '../library.ts';
import { pressEmpty, unbroken, wideWords, type Cast, type Pages } from './cast.ts';
import { sharedLink } from './resources.ts';

/** What the learner tells of a link they shared. */
async function toldStory(cast: Cast): Promise<{ resource: string; story: string }> {
  const resource = await sharedLink(cast);
  const url = `https://example.org/${unbroken}`;
  const words = { tried: wideWords, numbers: unbroken, url };
  return { resource, story: await tellStory(cast.learner, resource, words) };
}

export const storiesPages: Pages = {
  'resources/show, put into practice': async (cast) => {
    const { learner, teacher } = cast;
    const { resource } = await toldStory(cast);
    await tellStory(teacher, resource, { outcome: 'not' });
    return learner.get(resource);
  },
  'stories/list': async (cast) => {
    await toldStory(cast);
    return cast.teacher.get(`${cast.home}/practice`);
  },
  'stories/list, of one resource': async (cast) => {
    const { resource } = await toldStory(cast);
    return cast.learner.get(`${cast.home}/practice?kind=resource&of=${resource.split('/').at(-1)}`);
  },
  'stories/list, withdrawn': async (cast) => {
    const { learner, teacher, home } = cast;
    const path = `${home}/practice/${(await toldStory(cast)).story}/standing`;
    await teacher.press(await teacher.get(path), path, { reason: wideWords });
    return learner.get(`${home}/practice?show=withdrawn`);
  },
  'stories/list, empty': ({ learner, home }) => learner.get(`${home}/practice?outcome=partly`),
  'stories/new': async (cast) => {
    const of = (await sharedLink(cast)).split('/').at(-1);
    return cast.learner.get(`${cast.home}/practice/new?kind=resource&of=${of}`);
  },
  'stories/new, with errors': async (cast) => {
    const { learner, home } = cast;
    const of = (await sharedLink(cast)).split('/').at(-1);
    const form = `${home}/practice/new?kind=resource&of=${of}`;
    return pressEmpty(learner, form, ['outcome', 'tried'], `${home}/practice`);
  },
  'stories/edit': async (cast) =>
    cast.learner.get(`${cast.home}/practice/${(await toldStory(cast)).story}/edit`),
  'stories/withdraw': async (cast) =>
    cast.teacher.get(`${cast.home}/practice/${(await toldStory(cast)).story}/standing`),
  'stories/withdraw, with errors': async (cast) => {
    const path = `${cast.home}/practice/${(await toldStory(cast)).story}/standing`;
    return pressEmpty(cast.teacher, path, ['reason']);
  },
};
