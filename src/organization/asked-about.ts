import type { FindSubject } from '../discussions/index.ts';
import { knowledgePaths } from '../knowledge/index.ts';
import { resourcePaths } from '../resources/index.ts';
import { findAskedAbout } from './question-store.ts';

/** What a question from outside is about, for the page of its thread. */
export const askedAbout: FindSubject = async (tx, { community }, { id: threadId }) => {
  const found = await findAskedAbout(tx, { threadId, communityId: community.id });
  if (!found) return null;
  const lasting = found.kind === 'article' ? knowledgePaths.lasting : resourcePaths.lasting;
  return { title: found.title, path: lasting(found.id) };
};
