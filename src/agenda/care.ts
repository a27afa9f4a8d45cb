import type { CareItem, CareSection } from '../communities/index.ts';
import { agendaPaths } from './paths.ts';
import { rankedItems } from './store.ts';

/** What the members most want to learn next. */
export const topOfAgenda: CareSection = {
  name: 'agenda',
  title: 'care.agenda.title',
  waits: false,
  all: agendaPaths.list,
  find: async (tx, { community, personId }, { limit }) => {
    const look = { communityId: community.id, personId, show: 'open', after: null } as const;
    const items = await rankedItems(tx, { ...look, limit });
    return items.map(({ id, title, votes, raiserName }): CareItem => ({
      id,
      after: id,
      person: { name: raiserName },
      title,
      path: `${agendaPaths.list(community.id)}#issue-${id}`,
      facts: [{ text: 'agenda.votes', count: votes }],
    }));
  },
};
