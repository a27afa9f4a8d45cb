import { z } from 'zod';
import type { CareItem, CareSection } from '../communities/index.ts';
import { knowledgePaths } from '../knowledge/index.ts';
import { reachAskedIn, type AskedItem } from '../reach/index.ts';
import { collectionPaths, resourcePaths } from '../resources/index.ts';

const idAfter = z.uuid().nullable().catch(null);

const pathOf: Record<AskedItem['kind'], (communityId: string, id: string) => string> = {
  article: knowledgePaths.article,
  resource: resourcePaths.resource,
  collection: collectionPaths.collection,
};

/** What somebody would have the whole organization read. */
export const reachAsked: CareSection = {
  name: 'reach',
  title: 'care.reach.title',
  hint: 'care.reach.hint',
  waits: true,
  find: async (tx, { community: { id: communityId } }, { after, limit }) => {
    const found = await reachAskedIn(tx, communityId, { after: idAfter.parse(after), limit });
    return found.map(({ kind, id, title, askerName, askedAt }): CareItem => ({
      id,
      after: id,
      person: { name: askerName },
      title,
      path: `${pathOf[kind](communityId, id)}#reach`,
      moment: askedAt,
    }));
  },
};
