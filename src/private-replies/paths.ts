import { communityPaths } from '../communities/index.ts';
import { discussionPaths } from '../discussions/index.ts';

/** A post, by what its address is made of. */
type PostAddress = [communityId: string, threadId: string, postNo: number | string];

const { inPrivate } = discussionPaths;
const reply = (post: PostAddress, replyId: string) => `${inPrivate(...post)}/${replyId}`;

export const privatePaths = {
  /** Where one writes to a post's author alone, and reads what was said so. */
  talk: inPrivate,
  /** Where the post's author answers what somebody said to them. */
  answer: (post: PostAddress, replyId: string) => `${inPrivate(...post)}?to=${replyId}`,
  withdrawal: (post: PostAddress, replyId: string) => `${reply(post, replyId)}/withdrawal`,
  removal: (post: PostAddress, replyId: string) => `${reply(post, replyId)}/removal`,
  report: (post: PostAddress, replyId: string) => `${reply(post, replyId)}/report`,
  /** Where a facilitator decides about one that was reported. */
  reported: (communityId: string, replyId: string) =>
    `${communityPaths.home(communityId)}/private-reports/${replyId}`,
};
