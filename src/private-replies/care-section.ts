import { z } from 'zod';
import type { CareItem, CareSection } from '../communities/index.ts';
import { privatePaths } from './paths.ts';
import { reportedReplies } from './report-store.ts';

const idAfter = z.uuid().nullable().catch(null);

/** Private replies that were reported by whoever got them. */
export const reportedInPrivate: CareSection = {
  name: 'private-replies',
  title: 'care.privateReplies.title',
  hint: 'care.privateReplies.hint',
  waits: true,
  find: async (tx, { community, personId }, { after, limit }) => {
    const look = { communityId: community.id, personId };
    const replies = await reportedReplies(tx, look, { after: idAfter.parse(after), limit });
    return replies.map((reply): CareItem => ({
      id: reply.id,
      after: reply.id,
      person: { name: reply.isFromAuthor ? reply.authorName : reply.answererName },
      title: reply.title,
      path: privatePaths.reported(community.id, reply.id),
      facts: [{ text: `rule.${reply.reason}.title` }],
      ...(reply.words === null ? {} : { words: reply.words }),
      moment: reply.reportedAt,
    }));
  },
};
