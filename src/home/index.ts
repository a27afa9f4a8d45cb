export { communityPage } from './community-page.ts';
export { courseDoor } from './course-door.ts';
export { answerDeepLinking, deepLinkingPath, showPicker } from './deep-linking.ts';
export { myCommunities } from './my-communities.ts';
export { receiveLaunch } from './receive-launch.ts';
export { setUp, setUpPage } from './set-up.ts';
