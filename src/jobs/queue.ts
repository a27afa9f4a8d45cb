import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import type { Database } from '../db/index.ts';

const daySeconds = 86_400;
const uniqueViolation = '23505';

/** What the queue hears when an equal job runs already; this one is looked for again soon. */
function isTwin(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === uniqueViolation;
}

/** Says once that something is amiss, and once that it is over. */
export interface Trouble {
  begins: (cause: unknown) => void;
  isOver: () => void;
}

export function createTrouble(log: Logger): Trouble {
  let isOn = false;
  return {
    begins: (cause) => {
      if (!isOn) log.error({ err: cause }, 'the queue of jobs stands still');
      isOn = true;
    },
    isOver: () => {
      if (isOn) log.info('the queue of jobs goes on');
      isOn = false;
    },
  };
}

/**
 * pg-boss on our database. Of its parts we use those that can be waited for (send, fetch, complete, fail,
 * maintain): its own loops leave some of their writes to themselves, where a database that is away would end
 * the process.
 */
export function queueOn(db: Database, trouble: Trouble): PgBoss {
  async function executeSql(text: string, values?: readonly unknown[]) {
    try {
      const result = await db.atTheQueue(text, values);
      trouble.isOver();
      return result;
    } catch (cause) {
      if (!isTwin(cause)) trouble.begins(cause);
      throw cause;
    }
  }
  return new PgBoss({
    db: { executeSql },
    schema: 'jobs',
    migrate: false,
    schedule: false,
    supervise: false,
    archiveCompletedAfterSeconds: 2 * daySeconds,
    archiveFailedAfterSeconds: 30 * daySeconds,
    deleteAfterHours: 1,
  });
}
