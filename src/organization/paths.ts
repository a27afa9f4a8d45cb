import { pageStart } from '../discussions/index.ts';

export const organizationPaths = {
  /** The form to ask about an article or a resource that is for everybody. */
  asking: (room: 'articles' | 'resources', id: string) => `/${room}/${id}/questions`,
  /** Where somebody reads the answers to what they asked from outside. */
  question: (threadId: string) => `/questions/${threadId}`,
  answer: (threadId: string, postNo: number) =>
    `/questions/${threadId}?from=${pageStart(postNo)}#post-${postNo}`,
};
