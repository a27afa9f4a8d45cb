import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Standing } from './standing.ts';

const tables = {
  resource: 'resources',
  collection: 'collections',
  story: 'stories',
  article: 'articles',
} as const;

/** Something that members give, and may withdraw. */
export interface Given {
  kind: keyof typeof tables;
  id: string;
}

/** @returns false where it stood there already */
export async function updateStanding(
  tx: Transaction,
  { kind, id }: Given,
  { standing, stoodBy }: { standing: Standing; stoodBy: string },
): Promise<boolean> {
  const updated = await tx
    .updateTable(tables[kind])
    .set({ standing, stoodBy, stoodAt: sql<Date>`now()` })
    .where('id', '=', id)
    .where('standing', '<>', standing)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}
