import { z } from 'zod';
import { everyOrganization } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { readNextWords } from './words-store.ts';

/** So few that the embedded engine keeps nobody waiting. */
const documentsAtOnce = 200;

/** Learns the words that things are found by, every minute, so that a wrong spelling finds the right one. */
export function readWords(db: Database): Job<object> {
  return {
    name: 'read-words',
    payload: z.strictObject({}),
    everySeconds: 60,
    atOnce: 1,
    limitSeconds: 600,
    retries: 3,
    firstPauseSeconds: 60,
    work: async (_, signal) => {
      for await (const id of everyOrganization(db)) {
        let read: number;
        do {
          signal.throwIfAborted();
          read = await db.within(id, (tx) => readNextWords(tx, id, documentsAtOnce));
        } while (read === documentsAtOnce);
      }
    },
  };
}
