import { z } from 'zod';
import type { CareItem, CareSection } from '../communities/index.ts';
import { resourcePaths } from './paths.ts';
import { deadLinks } from './preview-store.ts';

/** Links of the library that lead nowhere any more. */
export const linksThatLeadNowhere: CareSection = {
  name: 'dead-links',
  title: 'care.deadLinks.title',
  hint: 'care.deadLinks.hint',
  waits: false,
  find: async (tx, { community: { id: communityId } }, { after, limit }) => {
    const place = { after: z.uuid().safeParse(after).data ?? null, limit };
    const links = await deadLinks(tx, communityId, place);
    return links.map(({ id, title, giverName, lookedAt }): CareItem => ({
      id,
      after: id,
      person: { name: giverName },
      title,
      path: resourcePaths.resource(communityId, id),
      ...(lookedAt && { moment: lookedAt }),
    }));
  },
};
