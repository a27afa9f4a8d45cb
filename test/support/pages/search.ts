import { unbroken, type Pages } from './cast.ts';

export const searchPages: Pages = {
  'search/results, nothing asked': ({ learner, home }) => learner.get(`${home}/search`),
  'search/results': ({ learner, home }) =>
    learner.get(`${home}/search?${new URLSearchParams({ q: unbroken.slice(0, 200) }).toString()}`),
  'search/results, people': ({ learner, home }) => learner.get(`${home}/search?q=kind:people`),
  'search/results, everywhere and nothing found': ({ learner }) =>
    learner.get('/search?q=zzzz+yyyy'),
};
