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
