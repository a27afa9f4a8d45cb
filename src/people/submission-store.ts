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

const weekMs = 7 * 86_400_000;

/** Forgets presses of forms that nobody can press any more: a page lives as long as its session at most. */
export async function deleteUsedUpSubmissions(tx: Transaction, now: Date): Promise<void> {
  await tx
    .deleteFrom('submissions')
    .where('createdAt', '<', new Date(now.getTime() - weekMs))
    .execute();
}
