import type { Pages } from './cast.ts';

export const feedsPages: Pages = {
  'feeds/read-elsewhere': ({ learner, home }) => learner.get(`${home}/read-elsewhere`),
  'feeds/read-elsewhere, with an address': async ({ learner, home }) =>
    learner.press(await learner.get(`${home}/read-elsewhere`), `${home}/read-elsewhere`, {}),
  'feeds/read-elsewhere, revoked': ({ teacher, home }) =>
    teacher.get(`${home}/read-elsewhere?revoked`),
};
