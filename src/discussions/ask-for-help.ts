import { mostReplyDays, workingDaysBefore } from '../communities/index.ts';
import { hourlyRound } from '../courses/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { askHelpers, helperAsks, type HelperAsk } from './help-store.ts';
import { discussionPaths } from './paths.ts';

/**
 * Once an hour, whoever is likely to help is asked about questions that had no reply for as long as their
 * community chose. Nobody is asked twice about the same.
 */
export function askLikelyHelpers({ db, now }: { db: Database; now: () => Date }): Job<object> {
  return hourlyRound(db, {
    name: 'ask-helpers',
    retries: 3,
    visit: (organizationId) => {
      const terms = Array.from({ length: mostReplyDays }, (_, before) => ({
        days: before + 1,
        askedBefore: workingDaysBefore(now(), before + 1),
      }));
      return db.within(organizationId, (tx) => askHelpers(tx, terms));
    },
  });
}

const mostAsked = 3;

/** The questions that this member is asked about, here or, with null, in all their communities, each with its address. */
export async function questionsFor(
  tx: Transaction,
  who: { personId: string; communityId: string | null },
): Promise<(HelperAsk & { path: string })[]> {
  const asks = await helperAsks(tx, who, mostAsked);
  return asks.map(({ id, communityId, title, askedAt }) => ({
    id,
    communityId,
    title,
    askedAt,
    path: discussionPaths.thread(communityId, id),
  }));
}
