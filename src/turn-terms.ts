import { record } from './activity/index.ts';
import { turnTerms } from './communities/index.ts';
import { hourlyRound } from './courses/index.ts';
import type { Database } from './db/index.ts';
import type { Job } from './jobs/index.ts';
import { dayOf } from './people/index.ts';

/** Lets what a new day brings to those who lead happen in every organization, once an hour. */
export function turnEveryTerm({ db, now }: { db: Database; now: () => Date }): Job<object> {
  return hourlyRound(db, {
    name: 'turn-terms',
    retries: 5,
    visit: (id) => db.within(id, (tx) => turnTerms(tx, dayOf(now(), null), record)),
  });
}
