import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';

interface NewTerm {
  organizationId: string;
  communityId: string;
  personId: string;
  /** Calendar days, as YYYY-MM-DD; without an end it is ongoing. */
  startsOn: string;
  endsOn: string | null;
}

export async function insertTerm(tx: Transaction, term: NewTerm): Promise<void> {
  await tx
    .insertInto('terms')
    .values({ ...term, id: newId() })
    .execute();
}

/** Ends a facilitator's current term, if there is one. */
export async function endTerm(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
): Promise<void> {
  await tx
    .updateTable('terms')
    .set({ endedAt: sql<Date>`now()` })
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .where('endedAt', 'is', null)
    .execute();
}

/** Moves the end of a facilitator's current term; null makes it ongoing. What was reminded of the old end is forgotten. */
export async function updateTermEnd(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
  endsOn: string | null,
): Promise<void> {
  await tx
    .updateTable('terms')
    .set({ endsOn, remindedDays: null })
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .where('endedAt', 'is', null)
    .execute();
}

export interface EndingTerm {
  id: string;
  organizationId: string;
  communityId: string;
  personId: string;
  endsOn: string;
  remindedDays: number | null;
}

/** Current terms that end on this day or before it, whichever the community; the earliest first. */
export function termsEndingBy(tx: Transaction, day: string): Promise<EndingTerm[]> {
  return tx
    .selectFrom('terms')
    .select(['id', 'organizationId', 'communityId', 'personId', 'endsOn', 'remindedDays'])
    .where('endedAt', 'is', null)
    .where('endsOn', '<=', day)
    .$narrowType<{ endsOn: string }>()
    .orderBy('endsOn')
    .orderBy('id')
    .limit(10_000)
    .execute();
}

export async function updateReminded(
  tx: Transaction,
  id: string,
  remindedDays: number,
): Promise<void> {
  await tx.updateTable('terms').set({ remindedDays }).where('id', '=', id).execute();
}
