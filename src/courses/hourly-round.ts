import { z } from 'zod';
import type { Database } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { everyOrganization } from './every-organization.ts';

interface Round extends Pick<Job<object>, 'name' | 'retries'> {
  /** What is done in one organization. */
  visit: (organizationId: string) => Promise<void>;
}

/** Work that goes through every organization, one after the other, once an hour. */
export function hourlyRound(db: Database, { name, retries, visit }: Round): Job<object> {
  return {
    name,
    payload: z.strictObject({}),
    everySeconds: 3600,
    atOnce: 1,
    limitSeconds: 600,
    retries,
    firstPauseSeconds: 60,
    work: async (_, signal) => {
      for await (const organizationId of everyOrganization(db)) {
        signal.throwIfAborted();
        await visit(organizationId);
      }
    },
  };
}
