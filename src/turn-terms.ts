import { z } from 'zod';
import { record } from './activity/index.ts';
import { turnTerms } from './communities/index.ts';
import { organizationIds } from './courses/index.ts';
import type { Database } from './db/index.ts';
import type { Job } from './jobs/index.ts';
import { dayOf } from './people/index.ts';

const organizationsAtOnce = 500;

/** Lets what a new day brings to those who lead happen in every organization, once an hour. */
export function turnEveryTerm({ db, now }: { db: Database; now: () => Date }): Job<object> {
  return {
    name: 'turn-terms',
    payload: z.strictObject({}),
    everySeconds: 3600,
    atOnce: 1,
    limitSeconds: 600,
    retries: 5,
    firstPauseSeconds: 60,
    work: async (_, signal) => {
      const today = dayOf(now(), null);
      let after: string | null = null;
      do {
        const page = { after, limit: organizationsAtOnce };
        const ids: string[] = await db.atTheDoor((tx) => organizationIds(tx, page));
        for (const id of ids) {
          signal.throwIfAborted();
          await db.within(id, (tx) => turnTerms(tx, today, record));
        }
        after = ids.at(-1) ?? null;
      } while (after !== null);
    },
  };
}
