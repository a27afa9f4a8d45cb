import { z } from 'zod';
import type { CareItem, CareSection } from '../communities/index.ts';
import { discussionPaths } from '../discussions/index.ts';
import { gapsOf } from './gap-store.ts';
import { searchPaths } from './paths.ts';

const After = z
  .string()
  .transform((text) => /^(\d{1,9}) (.+)$/s.exec(text))
  .transform((found) => found && { times: Number(found[1]), words: found[2] ?? '' })
  .nullable()
  .catch(null);

/** What members looked for and did not find: what the community might write down next. */
export const soughtInVain: CareSection = {
  name: 'gaps',
  title: 'care.gaps.title',
  hint: 'care.gaps.hint',
  waits: false,
  act: { text: 'care.gaps.write', path: discussionPaths.newThread },
  find: async (tx, { community }, { after, limit }) => {
    const gaps = await gapsOf(tx, community.id, { after: After.parse(after), limit });
    return gaps.map(({ words, times, day }): CareItem => ({
      id: encodeURIComponent(words),
      after: `${times} ${words}`,
      title: words,
      path: searchPaths.community(community.id, { q: words }),
      facts: [
        { text: 'care.gaps.times', count: times },
        { text: 'care.gaps.last', date: day },
      ],
    }));
  },
};
