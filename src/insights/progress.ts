import type { Transaction } from '../db/index.ts';
import { progressSince, type Progress } from './progress-store.ts';
import { quarterOf } from './quarter.ts';

/** What a community settled and wrote down in the quarter that it is for its reader. */
export function progressOf(
  tx: Transaction,
  communityId: string,
  { now, timeZone }: { now: Date; timeZone: string | null },
): Promise<Progress> {
  return progressSince(tx, communityId, quarterOf(now, timeZone).begins);
}
