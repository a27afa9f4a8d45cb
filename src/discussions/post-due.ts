import { z } from 'zod';
import type { Database } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { Refused } from './refuse-reply.ts';
import { dueThreads, holdScheduled, lockScheduled, type Due } from './scheduled-store.ts';
import { postScheduled } from './scheduled.ts';

/** Posts one that is due, or keeps it with the reason why not. Another process may have been faster. */
async function postOne(db: Database, { organizationId, id }: Due, now: Date): Promise<void> {
  try {
    await db.within(organizationId, async (tx) => {
      const scheduled = await lockScheduled(tx, id);
      if (!scheduled || scheduled.heldBecause || scheduled.withdrawnAt) return;
      if (scheduled.postAt <= now) await postScheduled(tx, scheduled, now);
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await db.within(organizationId, (tx) => holdScheduled(tx, id, error.message));
  }
}

const dueAtOnce = 100;

/** Posts what was written to be posted by now, once a minute. What fails keeps nothing else waiting. */
export function postDueThreads({ db, now }: { db: Database; now: () => Date }): Job<object> {
  return {
    name: 'post-scheduled',
    payload: z.strictObject({}),
    everySeconds: 60,
    atOnce: 1,
    limitSeconds: 600,
    retries: 3,
    firstPauseSeconds: 20,
    work: async (_, signal) => {
      const failures: unknown[] = [];
      let after: Due | null = null;
      do {
        const page = { now: now(), after, limit: dueAtOnce };
        const due: Due[] = await db.atTheDoor((tx) => dueThreads(tx, page));
        for (const one of due) {
          signal.throwIfAborted();
          await postOne(db, one, now()).catch((error: unknown) => failures.push(error));
        }
        after = due.at(-1) ?? null;
      } while (after !== null);
      if (failures.length > 0) throw new AggregateError(failures, 'Some could not be posted');
    },
  };
}
