import type { Transaction } from '../db/index.ts';
import { Invalid } from '../errors.ts';
import { findMemberWhoMay, may, owesAcceptance } from '../communities/index.ts';
import { pollIn } from '../polls/index.ts';
import { NewThreadForm } from './forms.ts';
import { Refused } from './refuse-reply.ts';
import { deleteScheduled, type ScheduledThread } from './scheduled-store.ts';
import { startThread } from './write.ts';

/** What was typed for it, as far as it can still be posted. @throws Refused */
function wordsOf({ fields, timeZone }: ScheduledThread, now: Date) {
  const form = NewThreadForm.safeParse(fields);
  const poll = pollIn(fields, { now, timeZone });
  if (!form.success || !poll.success) throw new Refused('scheduled.held.words');
  return { ...form.data, poll: poll.data };
}

/**
 * Posts what waits, as if its author wrote it now; it waits no longer. It must be locked.
 *
 * @returns the thread's id
 * @throws Refused with why it cannot be posted, as a key of the translation files
 */
export async function postScheduled(
  tx: Transaction,
  scheduled: ScheduledThread,
  now: Date,
): Promise<string> {
  const { authorId: personId, communityId } = scheduled;
  const words = wordsOf(scheduled, now);
  const member = await findMemberWhoMay(tx, { personId, communityId, power: 'schedule' });
  if (!member || (words.kind === 'announcement' && !may(member.role, 'announce')))
    throw new Refused('scheduled.held.power');
  if (owesAcceptance(member)) throw new Refused('scheduled.held.charter');
  try {
    const threadId = await startThread(tx, member, words);
    await deleteScheduled(tx, scheduled.id);
    return threadId;
  } catch (error) {
    // A topic that went, or a community that no longer hides names.
    if (error instanceof Invalid) throw new Refused('scheduled.held.words', { cause: error });
    throw error;
  }
}
