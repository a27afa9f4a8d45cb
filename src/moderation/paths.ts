import { communityPaths } from '../communities/index.ts';
import { discussionPaths } from '../discussions/index.ts';
import type { Act } from './decision.ts';

const { report, postCare, decisions, threadCare } = discussionPaths;

export const moderationPaths = {
  report,
  postCare,
  act: (communityId: string, threadId: string, postNo: number | string, act: Act | ':act') =>
    `${postCare(communityId, threadId, postNo)}/${act}`,
  unsealing: (communityId: string, threadId: string, postNo: number | string) =>
    `${postCare(communityId, threadId, postNo)}/unsealing`,
  decisions,
  appeals: (communityId: string, threadId: string, postNo: number | string) =>
    `${decisions(communityId, threadId, postNo)}/appeals`,
  threadCare,
  move: (communityId: string, threadId: string) => `${threadCare(communityId, threadId)}/move`,
  merge: (communityId: string, threadId: string) => `${threadCare(communityId, threadId)}/merge`,
  split: (communityId: string, threadId: string, from?: number) =>
    `${threadCare(communityId, threadId)}/split${from === undefined || from === 1 ? '' : `?from=${from}`}`,
  log: (communityId: string) => `${communityPaths.home(communityId)}/log`,
};
