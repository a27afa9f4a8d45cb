import type { Transaction } from '../db/index.ts';

/** The organizations there are, at the door, a page at a time. */
export async function organizationIds(
  tx: Transaction,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const organizations = tx.selectFrom('organizations').select('id').orderBy('id').limit(limit);
  const rows = await (
    after === null ? organizations : organizations.where('id', '>', after)
  ).execute();
  return rows.map(({ id }) => id);
}
