import { z } from 'zod';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { earlierLocation, insertSubmission, type Submission } from './submission-store.ts';

/** The key that a page gave to its form; a form that brings none is taken for a new one. */
export const FormKey = z.uuid().catch(() => newId());

/**
 * Does what a form asks for once, however often it is pressed or retried.
 *
 * @param work in a transaction of its own; returns where the person goes next
 * @returns the same location for every press
 */
export async function once(
  db: Database,
  submission: Submission,
  work: (tx: Transaction) => Promise<string>,
): Promise<string> {
  const { organizationId } = submission;
  try {
    return await db.within(organizationId, async (tx) => {
      const earlier = await earlierLocation(tx, submission);
      if (earlier !== null) return earlier;
      const location = await work(tx);
      await insertSubmission(tx, { ...submission, location });
      return location;
    });
  } catch (error) {
    // Another press may have won the race; then nothing of ours was kept, and theirs is the answer.
    const earlier = await db.within(organizationId, (tx) => earlierLocation(tx, submission));
    if (earlier === null) throw error;
    return earlier;
  }
}
