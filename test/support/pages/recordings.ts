import { endOf, record } from '../recorder.ts';
import { unbroken, type Pages } from './cast.ts';

export const recordingsPages: Pages = {
  'resources/new, of a recording that is cut': async (cast) => {
    const upload = await record(cast.world, cast.teacher, cast.home, { name: `${unbroken}.webm` });
    const page = await cast.teacher.get(`${cast.home}/library/record`);
    const { location } = await cast.teacher.press(page, endOf(cast.home, upload), { wish: 'post' });
    return cast.teacher.get(`${location?.pathname}${location?.search}`);
  },
  'recordings/record': ({ learner, home }) => learner.get(`${home}/library/record`),
  'recordings/record, with what was left': async (cast) => {
    await record(cast.world, cast.learner, cast.home);
    return cast.learner.get(`${cast.home}/library/record`);
  },
};
