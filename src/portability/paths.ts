import { communityPaths } from '../communities/index.ts';

export const portabilityPaths = {
  /** What an archive of the community holds, and where one begins it. */
  archive: communityPaths.archive,
  /** The archive itself; a page signs the address as it signs files. */
  download: (communityId: string) => `/files/archives/${communityId}`,
};
