import type { Transaction } from '../db/index.ts';
import type { AtThread } from '../discussions/index.ts';
import { insertEntry, type LogEntry } from './log-store.ts';

/** Says in the log what was done to a thread as a whole. */
export function logThread(
  tx: Transaction,
  { member }: AtThread,
  entry: Pick<LogEntry, 'threadId' | 'deed'> & Partial<LogEntry>,
): Promise<void> {
  return insertEntry(tx, {
    organizationId: member.community.organizationId,
    communityId: member.community.id,
    actorId: member.personId,
    postId: null,
    rule: null,
    words: null,
    beforeState: null,
    afterState: null,
    ...entry,
  });
}
