import type { Pages } from './cast.ts';

export const peoplePages: Pages = {
  'people/me': ({ learner }) => learner.get('/me'),
  'people/me, saved': ({ learner }) => learner.get('/me?saved'),
  'people/me, with errors': async ({ learner }) =>
    learner.press(await learner.get('/me'), '/me', { language: 'tlh', timeZone: 'Mars/Olympus' }),
};
