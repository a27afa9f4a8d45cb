import type { Transaction } from '../db/index.ts';

/** The last key set that was read from a platform, so that known keys serve while it is silent. */
export function findKeySet(
  tx: Transaction,
  platformId: string,
): Promise<{ keySet: unknown; keySetReadAt: Date | null } | undefined> {
  return tx
    .selectFrom('platforms')
    .select(['keySet', 'keySetReadAt'])
    .where('id', '=', platformId)
    .executeTakeFirst();
}

export async function updateKeySet(
  tx: Transaction,
  platformId: string,
  keySet: unknown,
  keySetReadAt: Date,
): Promise<void> {
  await tx
    .updateTable('platforms')
    .set({ keySet: JSON.stringify(keySet), keySetReadAt })
    .where('id', '=', platformId)
    .execute();
}
