import type { Transaction } from '../db/index.ts';
import { standsBehind } from './alias-store.ts';

/** Whether this person wrote it, under their name or behind an alias. */
export async function isWrittenBy(
  tx: Transaction,
  threadId: string,
  { authorId, aliasNo }: { authorId: string | null; aliasNo: number | null },
  personId: string,
): Promise<boolean> {
  if (aliasNo !== null) return standsBehind(tx, { threadId, personId }, aliasNo);
  return authorId === personId;
}
