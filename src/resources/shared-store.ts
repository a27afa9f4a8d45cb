import type { Transaction } from '../db/index.ts';

/** The title of a resource that everybody in the organization may see. */
export async function findShared(
  tx: Transaction,
  id: string,
): Promise<{ id: string; title: string } | null> {
  const found = await tx
    .selectFrom('resources')
    .select(['id', 'title'])
    .where('id', '=', id)
    .where('reach', '=', 'organization')
    .where('standing', '=', 'shown')
    .executeTakeFirst();
  return found ?? null;
}
