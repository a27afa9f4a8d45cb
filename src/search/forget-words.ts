import { hourlyRound } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { forgetUnsaidWords } from './words-store.ts';

/** So few that the embedded engine keeps nobody waiting. */
const wordsAtOnce = 100;

/** A list of a hundred thousand words is gone through in two days. */
const mostInARound = 2000;

/** Forgets the words that nothing says any more, some of them every hour, so that none is taken for what was meant. */
export function forgetWords(db: Database): Job<object> {
  return hourlyRound(db, {
    name: 'forget-words',
    retries: 3,
    visit: async (id, signal) => {
      for (let done = 0; done < mostInARound; done += wordsAtOnce) {
        signal.throwIfAborted();
        const looked = await db.within(id, (tx) => forgetUnsaidWords(tx, id, wordsAtOnce));
        if (looked < wordsAtOnce) break;
      }
    },
  });
}
