import type { Transaction } from '../db/index.ts';

interface Owner {
  organizationId: string;
  communityId: string;
  personId: string;
}

/** Where a member reads a community in a program of their own. */
export interface FeedAddress extends Owner {
  language: string;
  createdAt: Date;
  /** The last day something asked for it, as YYYY-MM-DD. */
  lastUsedOn: string | null;
}

const facts = [
  'organizationId',
  'communityId',
  'personId',
  'language',
  'createdAt',
  'lastUsedOn',
] as const;

/** A member has one address for a community; another takes its place. */
export async function upsertAddress(
  tx: Transaction,
  { keyHash, language, ...owner }: Owner & { keyHash: string; language: string },
  createdAt: Date,
): Promise<void> {
  const made = { keyHash, language, createdAt, lastUsedOn: null };
  await tx
    .insertInto('feedAddresses')
    .values({ ...owner, ...made })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'communityId', 'personId']).doUpdateSet(made),
    )
    .execute();
}

/** Looked up at the door: the key is all that is known. */
export function findAddress(tx: Transaction, keyHash: string): Promise<FeedAddress | undefined> {
  return tx
    .selectFrom('feedAddresses')
    .select(facts)
    .where('keyHash', '=', keyHash)
    .executeTakeFirst();
}

export function addressOf(
  tx: Transaction,
  { communityId, personId }: Omit<Owner, 'organizationId'>,
): Promise<FeedAddress | undefined> {
  return tx
    .selectFrom('feedAddresses')
    .select(facts)
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .executeTakeFirst();
}

export async function noteUse(
  tx: Transaction,
  { communityId, personId }: Omit<Owner, 'organizationId'>,
  lastUsedOn: string,
): Promise<void> {
  await tx
    .updateTable('feedAddresses')
    .set({ lastUsedOn })
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .execute();
}

export async function deleteAddress(
  tx: Transaction,
  { communityId, personId }: Omit<Owner, 'organizationId'>,
): Promise<void> {
  await tx
    .deleteFrom('feedAddresses')
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .execute();
}
