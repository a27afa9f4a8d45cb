import { resourcePaths } from '../resources/index.ts';

const recorder = (communityId: string) => `${resourcePaths.library(communityId)}/record`;

export const recordingPaths = {
  recorder,
  recording: (communityId: string, uploadId: string) => `${recorder(communityId)}/${uploadId}`,
  /** Where a page asks for a pass to a window of its own. */
  pass: (communityId: string) => `${recorder(communityId)}/window`,
  /** Where such a window begins. */
  ownWindow: '/recorder',
};
