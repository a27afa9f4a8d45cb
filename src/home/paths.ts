import { communityPaths } from '../communities/index.ts';

export const homePaths = {
  /** The first threads of a community, and the words that invite to it. */
  seed: (communityId: string) => `${communityPaths.home(communityId)}/set-up/seed`,
};
