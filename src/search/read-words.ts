import { round } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { partByPart } from './part-by-part.ts';
import { readNextWords } from './words-store.ts';

/** Learns the words that things are found by, every minute, so that a wrong spelling finds the right one. */
export function readWords(db: Database): Job<object> {
  return round(db, {
    name: 'read-words',
    everySeconds: 60,
    retries: 3,
    visit: (id, signal) =>
      partByPart(signal, (limit) => db.within(id, (tx) => readNextWords(tx, id, limit))),
  });
}
