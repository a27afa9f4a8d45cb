import { wideWords, type Pages } from './cast.ts';
import { sharedLink } from './resources.ts';
import { watchedPath } from './watching.ts';

export const remarksPages: Pages = {
  'resources/show, talked about': async (cast) => {
    const path = await watchedPath(cast);
    const said = { body: wideWords, moment: '0:05' };
    await cast.learner.press(await cast.learner.get(path), `${path}/remarks`, said);
    return cast.teacher.get(path);
  },
  'discussions/show, about a resource': async (cast) => {
    const path = await sharedLink(cast);
    await cast.learner.press(await cast.learner.get(path), `${path}/remarks`, { body: wideWords });
    const { body } = await cast.learner.get(path);
    return cast.learner.get(/\/communities\/[\w-]+\/threads\/[\w-]{36}(?=")/.exec(body)?.[0] ?? '');
  },
  'remarks/again': async (cast) => {
    const path = await watchedPath(cast);
    const said = { body: '', moment: 'later' };
    return cast.learner.press(await cast.learner.get(path), `${path}/remarks`, said);
  },
};
