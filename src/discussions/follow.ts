import type { Transaction } from '../db/index.ts';
import type { ReadingForm, WatchForm } from './forms.ts';
import type { AtThread } from './place.ts';
import { placeReader } from './reader-store.ts';
import { chooseWatch } from './watch-store.ts';

/** Follows a thread as closely as this person chooses. */
export async function watch(
  tx: Transaction,
  { member, thread }: AtThread,
  { level }: WatchForm,
): Promise<void> {
  const { organizationId } = member.community;
  const scope = { scope: 'thread', scopeId: thread.id } as const;
  await chooseWatch(tx, { organizationId, personId: member.personId, ...scope, level });
}

/** Has a thread count as read up to this post, the ones after it as new. */
export async function readUpTo(
  tx: Transaction,
  { member, thread }: AtThread,
  { upTo }: ReadingForm,
): Promise<void> {
  const lastReadNo = Math.min(upTo, thread.lastPostNo);
  const { organizationId } = member.community;
  const reader = { organizationId, threadId: thread.id, personId: member.personId };
  await placeReader(tx, { ...reader, lastReadNo });
}
