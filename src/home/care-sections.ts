import { topOfAgenda } from '../agenda/index.ts';
import { reachAsked } from '../organization/index.ts';
import {
  courseArrivals,
  courseProposals,
  endingTerms,
  helpOffers,
  joinRequests,
  newcomers,
  type CareSection,
} from '../communities/index.ts';
import { peopleLeaving } from '../continuity/index.ts';
import { discussionPaths, waitingQuestions } from '../discussions/index.ts';
import {
  articlesToCheck,
  articlesUnowned,
  articlesWanting,
  reviewsAsked,
} from '../knowledge/index.ts';
import { appealed, reported } from '../moderation/index.ts';
import { reportedInPrivate } from '../private-replies/index.ts';
import { linksThatLeadNowhere } from '../resources/index.ts';
import { soughtInVain } from '../search/index.ts';

/** All that a facilitator looks after, in the order it stands on their page: what waits comes first. */
export const careSections: readonly CareSection[] = [
  reported,
  reportedInPrivate,
  appealed,
  waitingQuestions,
  reviewsAsked,
  reachAsked,
  joinRequests,
  courseProposals,
  helpOffers,
  { ...newcomers, act: { text: 'care.newcomers.welcome', path: discussionPaths.newThread } },
  topOfAgenda,
  linksThatLeadNowhere,
  peopleLeaving,
  articlesToCheck,
  articlesUnowned,
  articlesWanting,
  soughtInVain,
  courseArrivals,
  endingTerms,
];
