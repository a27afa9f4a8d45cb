export { answerHelpOffer, answerJoinRequest, answerProposal, type Outcome } from './answer.ts';
export {
  communityOf,
  facilitatorOf,
  findMemberWhoMay,
  findReader,
  memberCalled,
  memberOf,
  memberWhoMay,
  readerOf,
} from './belonging.ts';
export { cardsOf, type Card } from './card-store.ts';
export type { CareItem, CarePlace, CareSection } from './care.ts';
export {
  courseArrivals,
  courseProposals,
  endingTerms,
  helpOffers,
  joinRequests,
  newcomers,
} from './care-sections.ts';
export { asksForAcceptance } from './charter.ts';
export { currentCharter } from './charter-store.ts';
export { proseOf } from './charter-view.ts';
export { comeHome, feedCommunity } from './come-home.ts';
export { levels, owesAcceptance, type Community, type Member, type Reader } from './community.ts';
export type { CommunityDeed } from './deed.ts';
export { explore, type Found } from './explore.ts';
export { tiesTo, type Tie } from './explore-store.ts';
export { owedExpectations, writerOf } from './expectations.ts';
export { followMergers } from './follow-mergers.ts';
export { fold, wordsIn } from './fold.ts';
export {
  accepted,
  ExploreQuery,
  HelpOfferForm,
  JoinForm,
  MergerForm,
  ProposalQuery,
  SetUpForm,
} from './forms.ts';
export { insertHelpOffer, latestHelpOffer } from './help-offer-store.ts';
export { latestJoinRequest } from './join-request-store.ts';
export { join, mayKnowOf, standingOf } from './join.ts';
export {
  communitiesNearby,
  communitiesOfCourse,
  coursesOfCommunity,
  deleteMapping,
  findHomeCommunityId,
  findProposedHome,
  moveHome,
} from './mapping-store.ts';
export { facilitatorsOf, sizeOf, updateMovingOn } from './membership-store.ts';
export { merge, takeTurnsToMerge } from './merge.ts';
export { communitiesLedBy, countMerger, findSuccessor, type Merger } from './merge-store.ts';
export { nearestCommunities } from './near-store.ts';
export { isClose, sharedTopics, type Nearness, type Proposal } from './near.ts';
export { confirmNomination } from './nominate.ts';
export { nominationsToConfirm, openNominations, type NamedNomination } from './nomination-store.ts';
export { isAgreed } from './nomination.ts';
export { communityPaths } from './paths.ts';
export { membersLike, newcomersOf } from './people-store.ts';
export { may, type Power } from './powers.ts';
export { AnswerForm } from './role-forms.ts';
export { communityRoutes } from './routes.ts';
export { foundCommunity, joinThroughCourse, takeUp } from './set-up.ts';
export { isSponsor, sponsoredBy, sponsorsOf } from './sponsorship-store.ts';
export { communitiesOf, isSettingUp, takeTurns, topicsOf } from './store.ts';
export { endingSoon, isOver, type Facilitator } from './term.ts';
export { turnTerms } from './turn-terms.ts';
export { mostReplyDays, workingDaysBefore } from './working-days.ts';
export { writingErrors } from './writing-errors.ts';
