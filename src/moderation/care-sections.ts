import { z } from 'zod';
import type { CareItem, CareSection } from '../communities/index.ts';
import { openAppeals } from './appeal-store.ts';
import { moderationPaths } from './paths.ts';
import { reportedPosts } from './report-store.ts';

const idAfter = z.uuid().nullable().catch(null);

/** Posts that members reported. */
export const reported: CareSection = {
  name: 'reported',
  title: 'care.reported.title',
  hint: 'care.reported.hint',
  waits: true,
  act: { text: 'log.title', path: moderationPaths.log },
  find: async (tx, { community }, { after, limit }) => {
    const posts = await reportedPosts(tx, community.id, { after: idAfter.parse(after), limit });
    return posts.map((post): CareItem => ({
      id: post.id,
      after: post.id,
      person: { name: post.authorName },
      title: post.title,
      path: moderationPaths.postCare(community.id, post.threadId, post.postNo),
      facts: [
        { text: `rule.${post.reason}.title` },
        { text: 'care.reported.times', count: post.count },
      ],
      ...(post.words === null ? {} : { words: post.words }),
      moment: post.createdAt,
    }));
  },
};

/** What authors say to decisions about their posts. */
export const appealed: CareSection = {
  name: 'appeals',
  title: 'care.appeals.title',
  waits: true,
  find: async (tx, { community }, { after, limit }) => {
    const posts = await openAppeals(tx, community.id, { after: idAfter.parse(after), limit });
    return posts.map((post): CareItem => ({
      id: post.id,
      after: post.id,
      person: { name: post.authorName },
      title: post.title,
      path: moderationPaths.postCare(community.id, post.threadId, post.postNo),
      facts: [{ text: `care.appeals.${post.kind}` }],
      ...(post.words === null ? {} : { words: post.words }),
      moment: post.createdAt,
    }));
  },
};
