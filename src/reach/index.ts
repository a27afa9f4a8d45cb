export { reachAskedIn, type AskedItem } from './asked-in.ts';
export { changeReach } from './change-reach.ts';
export { ReachForm } from './forms.ts';
export { sharedLibraryPath } from './paths.ts';
export { mayAskFromOutside, questionBox, questionPath, type AskedAbout } from './question-box.ts';
export { reachShown, type Reach, type ReachShown } from './reach.ts';
export { closeAgain } from './reach-store.ts';
