export { memberOf, readerOf } from './belonging.ts';
export type { Community, Member, Reader } from './community.ts';
export { SetUpForm } from './forms.ts';
export { communityPaths } from './paths.ts';
export { foundCommunity, joinThroughCourse } from './set-up.ts';
export { communitiesOf, facilitatorsOf, findHomeCommunityId, sizeOf, topicsOf } from './store.ts';
