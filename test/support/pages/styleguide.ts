import type { Pages } from './cast.ts';

export const styleguidePages: Pages = {
  'styleguide/index': ({ learner }) => learner.get('/styleguide'),
};
