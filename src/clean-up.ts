import { z } from 'zod';
import type { Database } from './db/index.ts';
import { deleteLongWithdrawn } from './discussions/index.ts';
import type { Job } from './jobs/index.ts';
import { deleteExpiredLogins } from './lti/index.ts';
import { deleteUsedUpSubmissions } from './people/index.ts';
import { deleteOldGaps } from './search/index.ts';
import { deleteExpiredSessions } from './sessions/index.ts';
import { deleteUsedUpDrafts } from './writing/index.ts';

const nothing = z.object({});

/**
 * Forgets what is past its use, once an hour: logins, invitations, sessions, what old form presses did, drafts
 * that nobody went on with, threads that were withdrawn before they were posted, and what nobody found. Then the
 * database is tidied, for the room this gave back.
 */
export function cleanUp({
  db,
  now,
}: {
  db: Database;
  now: () => Date;
}): Job<z.infer<typeof nothing>> {
  return {
    name: 'clean-up',
    payload: nothing,
    everySeconds: 3600,
    atOnce: 1,
    limitSeconds: 300,
    retries: 3,
    firstPauseSeconds: 60,
    work: async () => {
      await db.atTheDoor(async (tx) => {
        await deleteExpiredLogins(tx, now());
        await deleteExpiredSessions(tx, now());
        await deleteUsedUpSubmissions(tx, now());
        await deleteUsedUpDrafts(tx, now());
        await deleteLongWithdrawn(tx, now());
        await deleteOldGaps(tx, now());
      });
      await db.tidy();
    },
  };
}
