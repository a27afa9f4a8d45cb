import type { Logger } from 'pino';
import type { Database } from './db/index.ts';
import { deleteExpiredLogins } from './lti/index.ts';
import { deleteExpiredSessions } from './sessions/index.ts';

const everyMs = 3_600_000;

/** Forgets what has expired, now and once an hour. @returns how to stop, once what is under way is done */
export function sweepHourly(db: Database, log: Logger): () => Promise<void> {
  const sweep = () =>
    db
      .atTheDoor(async (tx) => {
        const now = new Date();
        await deleteExpiredLogins(tx, now);
        await deleteExpiredSessions(tx, now);
      })
      .catch((error: unknown) => log.error({ err: error }, 'sweep failed'));
  let latest = sweep();
  const timer = setInterval(() => {
    latest = sweep();
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return latest;
  };
}
