import { z } from 'zod';
import { workingDaysBefore, type CareItem, type CareSection } from '../communities/index.ts';
import { discussionPaths } from './paths.ts';
import { unansweredQuestions } from './list-store.ts';

const idAfter = z.uuid().nullable().catch(null);

/** Questions that had no reply for as long as the community chose. */
export const waitingQuestions: CareSection = {
  name: 'questions',
  title: 'care.questions.title',
  waits: true,
  find: async (tx, { community, now }, { after, limit }) => {
    const askedBefore = workingDaysBefore(now, community.replyDays);
    const page = { askedBefore, after: idAfter.parse(after), limit };
    const questions = await unansweredQuestions(tx, community.id, page);
    return questions.map(({ id, title, author, lastPostAt }): CareItem => ({
      id,
      after: id,
      person: author,
      title,
      path: discussionPaths.thread(community.id, id),
      moment: lastPostAt,
    }));
  },
};
