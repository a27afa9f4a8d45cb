import { hourlyRound } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { chooseForemost, foremost, putOldTalkBehind } from './front-store.ts';
import { partByPart } from './part-by-part.ts';

/** So much talk is looked through in a few milliseconds, and holds what people look for most. */
const stays = 30_000;

/** Keeps what is searched first small, every hour, so that searching stays quick when there is much talk. */
export function keepFront(db: Database): Job<object> {
  return hourlyRound(db, {
    name: 'keep-front',
    retries: 3,
    visit: async (id, signal) => {
      await partByPart(signal, (limit) =>
        db.within(id, (tx) => putOldTalkBehind(tx, id, { stays, limit })),
      );
      await partByPart(signal, (limit) =>
        db.within(id, (tx) => chooseForemost(tx, id, { stays: foremost, limit })),
      );
    },
  });
}
