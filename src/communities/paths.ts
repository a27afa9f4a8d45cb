const home = (communityId: string) => `/communities/${communityId}`;

const roles = (communityId: string) => `${home(communityId)}/roles`;
const nominations = (communityId: string) => `${roles(communityId)}/nominations`;
const sponsors = (communityId: string) => `${roles(communityId)}/sponsors`;

export const communityPaths = {
  explore: '/explore',
  exploreTopic: (name: string) => `/explore?topic=${encodeURIComponent(name)}`,
  home,
  helpOffers: (communityId: string) => `${home(communityId)}/help-offers`,
  helpOffer: (communityId: string, offerId: string) =>
    `${home(communityId)}/help-offers/${offerId}/answer`,
  joinRequest: (communityId: string, requestId: string) =>
    `${home(communityId)}/join-requests/${requestId}/answer`,
  /** What the community says to a course that asks to feed it. */
  courseAnswer: (communityId: string, courseId: string) =>
    `${home(communityId)}/courses/${courseId}/answer`,
  /** What needs its facilitators, and one section of it in full. */
  care: (communityId: string) => `${home(communityId)}/care`,
  careSection: (communityId: string, name: string) => `${home(communityId)}/care/${name}`,
  charter: (communityId: string) => `${home(communityId)}/charter`,
  charterForm: (communityId: string) => `${home(communityId)}/charter/new`,
  acceptance: (communityId: string) => `${home(communityId)}/charter/acceptance`,
  membership: (communityId: string) => `${home(communityId)}/membership`,
  level: (communityId: string) => `${home(communityId)}/membership/level`,
  departure: (communityId: string) => `${home(communityId)}/membership/departure`,
  // What a member's own part leads to, and stands in the rooms above.
  following: (communityId: string) => `${home(communityId)}/following`,
  readElsewhere: (communityId: string) => `${home(communityId)}/read-elsewhere`,
  /** What rests on them alone. */
  continuity: (communityId: string) => `${home(communityId)}/continuity`,
  people: (communityId: string) => `${home(communityId)}/people`,
  /** Members by a part of their names, for whoever writes. */
  peopleLike: (communityId: string) => `${home(communityId)}/people/like`,
  /** The courses that feed it. */
  courses: (communityId: string) => `${home(communityId)}/courses`,
  course: (communityId: string, courseId: string) => `${home(communityId)}/courses/${courseId}/end`,
  settings: (communityId: string) => `${home(communityId)}/settings`,
  merger: (communityId: string) => `${home(communityId)}/merger`,
  /** Where all of it is taken along. */
  archive: (communityId: string) => `${home(communityId)}/archive`,
  roles,
  term: (communityId: string) => `${roles(communityId)}/term`,
  nominations,
  nominationForm: (communityId: string) => `${nominations(communityId)}/new`,
  nominationAnswer: (communityId: string, id: string) => `${nominations(communityId)}/${id}/answer`,
  nominationWithdrawal: (communityId: string, id: string) =>
    `${nominations(communityId)}/${id}/withdrawal`,
  sponsors,
  sponsorForm: (communityId: string) => `${sponsors(communityId)}/new`,
  sponsorshipEnd: (communityId: string, personId: string) =>
    `${sponsors(communityId)}/${personId}/end`,
  setUpEnd: (communityId: string) => `${home(communityId)}/set-up/end`,
};
