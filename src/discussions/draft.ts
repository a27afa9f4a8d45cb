/** What a draft of the talk is written for. */
export const draftOf = {
  thread: (communityId: string) => `thread:new:${communityId}`,
  reply: (threadId: string) => `reply:${threadId}`,
};
