import { z } from 'zod';
import type { CareItem, CareSection } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { knowledgePaths } from '../knowledge/index.ts';
import { leavingPeople } from './alone-store.ts';
import { handedTo } from './handover-store.ts';
import { continuityPaths } from './paths.ts';

const dayMs = 86_400_000;
const saidForDays = 60;
const handedForDays = 14;

const idAfter = z.uuid().nullable().catch(null);
const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * dayMs);

/** People who left, are in no course any more or say that they are moving on, and what they leave behind. */
export const peopleLeaving: CareSection = {
  name: 'leaving',
  title: 'care.leaving.title',
  hint: 'care.leaving.hint',
  waits: false,
  act: { text: 'continuity.people.title', path: continuityPaths.people },
  find: async (tx, { community: { id: communityId }, now }, { after, limit }) => {
    const saidSince = daysBefore(now, saidForDays);
    const page = { saidSince, after: idAfter.parse(after), limit };
    const people = await leavingPeople(tx, communityId, page);
    return people.map(({ personId, name, way, since, articles }): CareItem => ({
      id: personId,
      after: personId,
      person: { name },
      path: continuityPaths.person(communityId, personId),
      facts: [
        ...(way && since
          ? [{ text: `continuity.way.${way}`, date: since.toISOString().slice(0, 10) }]
          : []),
        { text: 'continuity.alone', count: articles },
      ],
    }));
  },
};

/** What was given to somebody lately to look after, for their own page. */
export async function handedLately(tx: Transaction, personId: string, now: Date) {
  const handed = await handedTo(tx, personId, daysBefore(now, handedForDays));
  return handed.map((each) => ({
    ...each,
    path: knowledgePaths.article(each.communityId, each.id),
  }));
}
