const home = (communityId: string) => `/communities/${communityId}`;

export const communityPaths = {
  explore: '/explore',
  exploreTopic: (name: string) => `/explore?topic=${encodeURIComponent(name)}`,
  home,
  helpOffers: (communityId: string) => `${home(communityId)}/help-offers`,
  charter: (communityId: string) => `${home(communityId)}/charter`,
  charterForm: (communityId: string) => `${home(communityId)}/charter/new`,
  acceptance: (communityId: string) => `${home(communityId)}/charter/acceptance`,
  membership: (communityId: string) => `${home(communityId)}/membership`,
  level: (communityId: string) => `${home(communityId)}/membership/level`,
  departure: (communityId: string) => `${home(communityId)}/membership/departure`,
  /** The courses that feed it. */
  courses: (communityId: string) => `${home(communityId)}/courses`,
  course: (communityId: string, courseId: string) => `${home(communityId)}/courses/${courseId}/end`,
  settings: (communityId: string) => `${home(communityId)}/settings`,
  setUpEnd: (communityId: string) => `${home(communityId)}/set-up/end`,
};
