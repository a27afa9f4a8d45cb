import type { Transaction } from '../db/index.ts';
import type { HeldFile } from '../files/index.ts';
import type { Session } from '../sessions/index.ts';
import { isSaidToAsker } from './question-store.ts';

/** Whether the post answers a question that this visit asked from outside, and so shows them its files. */
export async function mayReadAnswer(
  tx: Transaction,
  { personId }: Session,
  { id }: HeldFile,
): Promise<boolean> {
  return personId !== null && isSaidToAsker(tx, id, personId);
}
