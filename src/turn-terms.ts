import { z } from 'zod';
import { record } from './activity/index.ts';
import { turnTerms } from './communities/index.ts';
import { everyOrganization } from './courses/index.ts';
import type { Database } from './db/index.ts';
import type { Job } from './jobs/index.ts';
import { dayOf } from './people/index.ts';

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
      for await (const id of everyOrganization(db)) {
        signal.throwIfAborted();
        await db.within(id, (tx) => turnTerms(tx, today, record));
      }
    },
  };
}
