import { communityPaths } from '../communities/index.ts';

const home = (communityId: string) => `${communityPaths.home(communityId)}/documents`;

export const documentPaths = {
  /** Where documents are chosen, and shown as the articles that they would become. */
  home,
  /** Where they become articles. */
  articles: (communityId: string) => `${home(communityId)}/articles`,
};
