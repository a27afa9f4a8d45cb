import { communityPaths } from '../communities/index.ts';

const query = (asked: Record<string, string>) => {
  const said = Object.entries(asked).filter(([, value]) => value !== '');
  return said.length > 0 ? `?${new URLSearchParams(said).toString()}` : '';
};

export const searchPaths = {
  /** Everywhere that somebody may read. */
  everywhere: (asked: Record<string, string> = {}) => `/search${query(asked)}`,
  community: (communityId: string, asked: Record<string, string> = {}) =>
    `${communityPaths.home(communityId)}/search${query(asked)}`,
};
