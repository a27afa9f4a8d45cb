import { resourcePaths } from '../resources/index.ts';

const recorder = (communityId: string) => `${resourcePaths.library(communityId)}/record`;
const pass = (communityId: string) => `${recorder(communityId)}/window`;

/** With what the recording is to be called, where that is known. */
const titled = (path: string, title: string) =>
  title === '' ? path : `${path}?${new URLSearchParams({ title }).toString()}`;

export const recordingPaths = {
  recorder,
  /** Where something is recorded whose title is known. */
  recorderFor: (communityId: string, title: string) => titled(recorder(communityId), title),
  recording: (communityId: string, uploadId: string) => `${recorder(communityId)}/${uploadId}`,
  /** Where a page asks for a pass to a window of its own. */
  pass,
  passFor: (communityId: string, title: string) => titled(pass(communityId), title),
  /** Where such a window begins. */
  ownWindow: '/recorder',
};
