import { z } from 'zod';
import { everyOrganization } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { putOldTalkBehind } from './front-store.ts';

/** So much talk is looked through in a few milliseconds, and holds what people look for most. */
const stays = 30_000;

/** So few that the embedded engine keeps nobody waiting. */
const documentsAtOnce = 200;

/** Keeps what is searched first small, every hour, so that searching stays quick when there is much talk. */
export function keepFront(db: Database): Job<object> {
  return {
    name: 'keep-front',
    payload: z.strictObject({}),
    everySeconds: 3600,
    atOnce: 1,
    limitSeconds: 600,
    retries: 3,
    firstPauseSeconds: 60,
    work: async (_, signal) => {
      for await (const id of everyOrganization(db)) {
        let left: number;
        do {
          signal.throwIfAborted();
          left = await db.within(id, (tx) =>
            putOldTalkBehind(tx, id, { stays, limit: documentsAtOnce }),
          );
        } while (left === documentsAtOnce);
      }
    },
  };
}
