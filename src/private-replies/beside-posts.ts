import { may } from '../communities/index.ts';
import { discussionPaths, type InPrivate } from '../discussions/index.ts';
import type { PrivateReply } from './private-reply.ts';
import { repliesSeenBy, waitingFor } from './store.ts';
import { conversationView, groupsOf } from './view.ts';

/** What the pages of the talk show of it, to the two whom it concerns. */
export const besidePosts: InPrivate = {
  onPage: async (tx, { personId, role }, { thread, ...page }) => {
    if (personId === null || role === 'visitor') return new Map();
    const replies = await repliesSeenBy(tx, { threadId: thread.id, personId }, page);
    const mayBegin = may(role, 'endorse');
    const shownAt = (postNo: number, about: readonly PrivateReply[]) => {
      const address = { communityId: thread.communityId, threadId: thread.id, postNo };
      const conversations = [...groupsOf(about, ({ answererId }) => answererId).values()];
      return conversations.map((said) => conversationView(said, address, { mayBegin }));
    };
    const posts = [...groupsOf(replies, ({ postNo }) => postNo)];
    return new Map(posts.map(([postNo, about]) => [postNo, shownAt(postNo, about)]));
  },
  waiting: async (tx, { community, personId, role }) => {
    if (personId === null || role === 'visitor') return null;
    const waiting = await waitingFor(tx, { communityId: community.id, personId });
    if (!waiting) return null;
    const { threadId, postNo, count } = waiting;
    return { count, path: discussionPaths.post(community.id, threadId, postNo) };
  },
};
