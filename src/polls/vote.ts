import type { Transaction } from '../db/index.ts';
import { Invalid, NotFound } from '../errors.ts';
import type { BallotForm } from './forms.ts';
import { faultOf, isOver } from './poll.ts';
import {
  countBallots,
  deleteBallot,
  isOption,
  lockPoll,
  saveBallot,
  updateClosedAt,
} from './store.ts';

interface Voter {
  organizationId: string;
  threadId: string;
  personId: string;
}

/**
 * Gives somebody's vote, changes it or takes it back, and counts them.
 *
 * @returns why it cannot be counted, as a key of the translation files; null when it was
 * @throws NotFound where there is no poll | Invalid when an option is none of its own
 */
export async function castBallot(
  tx: Transaction,
  { organizationId, threadId, personId }: Voter,
  { form: { wish, choice }, now }: { form: BallotForm; now: Date },
): Promise<string | null> {
  const poll = await lockPoll(tx, threadId);
  if (!poll) throw new NotFound('No poll in this thread');
  if (wish === 'take back') {
    if (isOver(poll, now)) return 'poll.ballot.late';
    await deleteBallot(tx, { threadId, personId });
  } else {
    const fault = faultOf(poll, choice, now);
    if (fault) return fault;
    for (const optionNo of choice)
      if (!(await isOption(tx, threadId, optionNo))) throw new Invalid('No such option');
    await saveBallot(tx, { organizationId, threadId, personId, choices: choice });
  }
  await countBallots(tx, threadId);
  return null;
}

/** Ends the voting now. @returns false when it was over already @throws NotFound where there is no poll */
export async function closePoll(tx: Transaction, threadId: string, now: Date): Promise<boolean> {
  const poll = await lockPoll(tx, threadId);
  if (!poll) throw new NotFound('No poll in this thread');
  if (isOver(poll, now)) return false;
  await updateClosedAt(tx, threadId, now);
  return true;
}
