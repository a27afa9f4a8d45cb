import type { Transaction } from '../db/index.ts';

interface Thanks {
  organizationId: string;
  resourceId: string;
  personId: string;
}

/** @returns false when they had thanked already */
export async function insertThanks(tx: Transaction, thanks: Thanks): Promise<boolean> {
  const inserted = await tx
    .insertInto('resourceThanks')
    .values(thanks)
    .onConflict((conflict) => conflict.doNothing())
    .returning('resourceId')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** @returns false when there was nothing to take back */
export async function deleteThanks(
  tx: Transaction,
  { resourceId, personId }: Thanks,
): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('resourceThanks')
    .where('resourceId', '=', resourceId)
    .where('personId', '=', personId)
    .returning('resourceId')
    .executeTakeFirst();
  return deleted !== undefined;
}

/** Keeps the count that pages show in step with who thanked. */
export async function addToThanks(
  tx: Transaction,
  resourceId: string,
  change: 1 | -1,
): Promise<void> {
  await tx
    .updateTable('resources')
    .set((column) => ({ thanks: column('thanks', '+', change) }))
    .where('id', '=', resourceId)
    .execute();
}
