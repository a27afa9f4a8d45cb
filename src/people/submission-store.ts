import type { Transaction } from '../db/index.ts';

/** A form press: whose, in which organization, and the key its page was given. */
export interface Submission {
  organizationId: string;
  personId: string;
  key: string;
}

/** Where an earlier press of the same form led, or null when this is the first. */
export async function earlierLocation(
  tx: Transaction,
  { personId, key }: Submission,
): Promise<string | null> {
  const earlier = await tx
    .selectFrom('submissions')
    .select('location')
    .where('personId', '=', personId)
    .where('key', '=', key)
    .executeTakeFirst();
  return earlier?.location ?? null;
}

export async function insertSubmission(
  tx: Transaction,
  submission: Submission & { location: string },
): Promise<void> {
  await tx.insertInto('submissions').values(submission).execute();
}
