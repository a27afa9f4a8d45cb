const home = (communityId: string) => `/communities/${communityId}`;

export const communityPaths = {
  home,
  helpOffers: (communityId: string) => `${home(communityId)}/help-offers`,
};
