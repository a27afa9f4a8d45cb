export { askToComeHome, withdrawProposal } from './come-home.ts';
export { communityPage } from './community-page.ts';
export { courseDoor } from './course-door.ts';
export { answerDeepLinking, deepLinkingPath, showPicker } from './deep-linking.ts';
export { helpOfferPage, offerHelp } from './help-offer.ts';
export { myCommunities } from './my-communities.ts';
export { receiveLaunch } from './receive-launch.ts';
export { nearPage, setUp, setUpPage } from './set-up.ts';
