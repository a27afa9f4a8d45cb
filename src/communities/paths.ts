export const communityPaths = {
  home: (communityId: string) => `/communities/${communityId}`,
};
