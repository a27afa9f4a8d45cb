import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

interface Named {
  organizationId: string;
  articleId: string;
  namedBy: string;
}

export async function upsertHeir(
  tx: Transaction,
  { heirId, ...named }: Named & { heirId: string },
): Promise<void> {
  await tx
    .insertInto('heirs')
    .values({ ...named, heirId })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'articleId', 'namedBy'])
        .doUpdateSet({ heirId, namedAt: sql<Date>`now()` }),
    )
    .execute();
}

export async function deleteHeir(
  tx: Transaction,
  { articleId, namedBy }: Omit<Named, 'organizationId'>,
): Promise<void> {
  await tx
    .deleteFrom('heirs')
    .where('articleId', '=', articleId)
    .where('namedBy', '=', namedBy)
    .execute();
}
