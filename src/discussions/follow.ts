import type { Transaction } from '../db/index.ts';
import type { ReadingForm, WatchChoice, WatchForm } from './forms.ts';
import type { AtThread } from './place.ts';
import { placeReader } from './reader-store.ts';
import type { WatchScope } from './thread.ts';
import { chooseWatch, forgetWatch } from './watch-store.ts';

/** Has this person follow something as closely as they choose. */
export function follow(
  tx: Transaction,
  what: { organizationId: string; personId: string; scope: WatchScope; scopeId: string },
  level: WatchChoice,
): Promise<void> {
  return level === 'inherited' ? forgetWatch(tx, what) : chooseWatch(tx, { ...what, level });
}

/** Follows a thread as closely as this person chooses. */
export async function watch(
  tx: Transaction,
  { member, thread }: AtThread,
  { level }: WatchForm,
): Promise<void> {
  const { organizationId } = member.community;
  const what = { organizationId, personId: member.personId, scopeId: thread.id };
  await follow(tx, { ...what, scope: 'thread' }, level);
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
