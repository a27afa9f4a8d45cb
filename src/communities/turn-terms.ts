import type { Transaction } from '../db/index.ts';
import type { RecordDeed } from './deed.ts';
import { facilitatorsOf } from './membership-store.ts';
import { nominationsDue } from './nomination-store.ts';
import { takeTurns } from './store.ts';
import { stepDown, takeOffice } from './take-office.ts';
import { termsEndingBy, updateReminded, type EndingTerm } from './term-store.ts';
import { dueReminder, isOver, reminderHorizon } from './term.ts';

/** Ends a term whose last day is past, unless nobody else leads: then it goes on. */
async function closeTerm(
  tx: Transaction,
  { organizationId, communityId, personId }: EndingTerm,
  { today, record }: { today: string; record: RecordDeed },
): Promise<void> {
  await takeTurns(tx, communityId);
  const facilitators = await facilitatorsOf(tx, communityId);
  const facilitator = facilitators.find(({ id }) => id === personId);
  if (facilitator && facilitators.length > 1 && isOver(facilitator.until, today)) {
    await stepDown(tx, { organizationId, communityId, personId }, record);
  }
}

/**
 * What a new day brings to those who lead the communities of an organization: whoever was asked and said yes
 * takes office, terms that are over end, and the reminders of terms that end soon are noted as given. Doing it
 * twice on one day changes nothing more.
 *
 * @param today YYYY-MM-DD
 */
export async function turnTerms(tx: Transaction, today: string, record: RecordDeed): Promise<void> {
  for (const nomination of await nominationsDue(tx, today)) {
    await takeOffice(tx, nomination, record);
  }
  for (const term of await termsEndingBy(tx, reminderHorizon(today))) {
    const due = dueReminder(term, today);
    if (due !== null) await updateReminded(tx, term.id, due);
    if (isOver(term.endsOn, today)) await closeTerm(tx, term, { today, record });
  }
}
