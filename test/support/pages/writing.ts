import { wideWords, type Pages } from './cast.ts';

export const writingPages: Pages = {
  'writing/preview': async ({ learner, home }) =>
    learner.press(
      await learner.get(`${home}/threads/new`),
      `${home}/threads`,
      { _preview: 'body', body: wideWords },
      '/preview',
    ),
  'writing/preview, empty': async ({ learner, home }) =>
    learner.press(
      await learner.get(`${home}/threads/new`),
      `${home}/threads`,
      { _preview: 'body' },
      '/preview',
    ),
};
