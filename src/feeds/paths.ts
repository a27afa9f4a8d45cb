import { communityPaths } from '../communities/index.ts';

export const feedPaths = {
  readElsewhere: communityPaths.readElsewhere,
  revocation: (communityId: string) => `${communityPaths.readElsewhere(communityId)}/end`,
  atom: (key: string) => `/feeds/${key}/atom.xml`,
  json: (key: string) => `/feeds/${key}/feed.json`,
};
