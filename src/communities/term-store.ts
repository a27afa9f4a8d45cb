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
