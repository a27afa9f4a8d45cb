import { z } from 'zod';
import type { Database } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { everyOrganization } from './every-organization.ts';

interface Round extends Pick<Job<object>, 'name' | 'everySeconds' | 'retries'> {
  /** What is done in one organization; long work looks now and then whether the signal ends it. */
  visit: (organizationId: string, signal: AbortSignal) => Promise<void>;
}

/** Work that goes through every organization, one after the other. */
export function round(db: Database, { visit, ...when }: Round): Job<object> {
  return {
    ...when,
    payload: z.strictObject({}),
    atOnce: 1,
    limitSeconds: 600,
    firstPauseSeconds: 60,
    work: async (_, signal) => {
      for await (const organizationId of everyOrganization(db)) {
        signal.throwIfAborted();
        await visit(organizationId, signal);
      }
    },
  };
}

/** The same, once an hour. */
export const hourlyRound = (db: Database, work: Omit<Round, 'everySeconds'>): Job<object> =>
  round(db, { ...work, everySeconds: 3600 });
