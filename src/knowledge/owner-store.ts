import type { Transaction } from '../db/index.ts';

export interface Owner {
  personId: string;
  name: string | null;
}

export async function insertOwner(
  tx: Transaction,
  owner: { organizationId: string; articleId: string; personId: string },
): Promise<void> {
  await tx
    .insertInto('articleOwners')
    .values(owner)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whoever sees to it that an article holds, the longest first. */
export function ownersOf(tx: Transaction, articleId: string): Promise<Owner[]> {
  return tx
    .selectFrom('articleOwners')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'articleOwners.organizationId')
        .onRef('persons.id', '=', 'articleOwners.personId'),
    )
    .select(['articleOwners.personId', 'persons.name'])
    .where('articleOwners.articleId', '=', articleId)
    .orderBy('articleOwners.since')
    .orderBy('articleOwners.personId')
    .limit(20)
    .execute();
}
