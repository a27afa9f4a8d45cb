import type { Transaction } from '../db/index.ts';
import {
  lockThreadCare,
  updateThreadCare,
  type AtThread,
  type ThreadCare,
} from '../discussions/index.ts';
import { insertEntry, type LogEntry } from './log-store.ts';
import type { ThreadCareForm } from './thread-forms.ts';

const dayMs = 86_400_000;

/** The end of a calendar day. */
function endOf(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs);
}

/** The day that ends at this moment. */
export function dayEndingAt(moment: Date): string {
  return new Date(moment.getTime() - 1).toISOString().slice(0, 10);
}

/** A thread that closes of itself does so on a day, or after its last post has stood alone for some days. */
function closingOf({ closesOn, closesAfterDays }: ThreadCareForm, lastPostAt: Date): Date | null {
  if (closesAfterDays !== null) return new Date(lastPostAt.getTime() + closesAfterDays * dayMs);
  return closesOn === null ? null : endOf(closesOn);
}

type Step = Pick<LogEntry, 'deed' | 'beforeState' | 'afterState'>;
const textOf = (state: Date | number | null): string | null =>
  state instanceof Date ? state.toISOString() : (state?.toString() ?? null);

/** What changed, as the log says it. */
function stepsBetween(before: ThreadCare, after: ThreadCare): Step[] {
  const steps: Step[] = [];
  const note = (deed: Step['deed'], from: Date | number | null, to: Date | number | null) => {
    if (textOf(from) !== textOf(to))
      steps.push({ deed, beforeState: textOf(from), afterState: textOf(to) });
  };
  note(after.lockedAt ? 'closed' : 'reopened', before.lockedAt, after.lockedAt);
  note('timed', before.closesAt, after.closesAt);
  note('slowed', before.slowSeconds, after.slowSeconds);
  note(after.pinnedUntil ? 'pinned' : 'unpinned', before.pinnedUntil, after.pinnedUntil);
  return steps;
}

/** Sets how a thread goes on, and says in the log what that changed. */
export async function lookAfterThread(
  tx: Transaction,
  { member, thread }: AtThread,
  { form, now }: { form: ThreadCareForm; now: Date },
): Promise<void> {
  const { lastPostAt, ...before } = await lockThreadCare(tx, thread.id);
  const after: ThreadCare = {
    lockedAt: form.replies === 'closed' ? (before.lockedAt ?? now) : null,
    closesAt: closingOf(form, lastPostAt),
    closesAfterDays: form.closesAfterDays,
    slowSeconds: form.slowSeconds,
    pinnedUntil: form.pinnedUntil === null ? null : endOf(form.pinnedUntil),
  };
  await updateThreadCare(tx, thread.id, after);
  const { organizationId, id: communityId } = member.community;
  for (const step of stepsBetween(before, after)) {
    await insertEntry(tx, {
      organizationId,
      communityId,
      threadId: thread.id,
      postId: null,
      actorId: member.personId,
      rule: null,
      words: null,
      ...step,
    });
  }
}
