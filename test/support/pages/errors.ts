import { unbroken, wideWords, type Pages } from './cast.ts';

export const errorsPages: Pages = {
  'errors/page': ({ learner }) => learner.get('/nowhere'),
  'errors/page, keeping what was typed': ({ learner, home }) =>
    learner.press({ ...learner.arrived, body: '' }, `${home}/threads`, {
      title: unbroken,
      body: wideWords,
    }),
  'errors/signed-out': ({ browser, world, home }) => browser.get(new URL(home, world.house.url)),
};
