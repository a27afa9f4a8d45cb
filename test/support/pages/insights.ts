import type { Pages } from './cast.ts';

export const insightsPages: Pages = {
  'insights/own-practice': async ({ learner, thread }) => {
    await learner.get(thread);
    return learner.get('/me/practice');
  },
  'insights/own-practice, empty': ({ outsider }) => outsider.get('/me/practice'),
};
