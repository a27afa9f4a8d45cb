import type { Transaction } from '../db/index.ts';
import type { Charter, CharterWords } from './charter.ts';

function charters(tx: Transaction, communityId: string) {
  return tx
    .selectFrom('charters')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'charters.organizationId')
        .onRef('persons.id', '=', 'charters.createdBy'),
    )
    .select([
      'charters.version',
      'charters.purpose',
      'charters.activities',
      'charters.contributions',
      'charters.conduct',
      'charters.rhythm',
      'charters.isMaterial',
      'charters.note',
      'persons.name as authorName',
      'charters.createdAt',
    ])
    .where('charters.communityId', '=', communityId);
}

/** The charter as it stands. */
export function currentCharter(tx: Transaction, communityId: string): Promise<Charter> {
  return charters(tx, communityId)
    .orderBy('charters.version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** Newest first. */
export function charterHistory(tx: Transaction, communityId: string): Promise<Charter[]> {
  return charters(tx, communityId).orderBy('charters.version', 'desc').limit(100).execute();
}

/** @returns false when another version came first */
export async function insertCharter(
  tx: Transaction,
  { organizationId, communityId, createdBy, version }: CharterKey,
  words: CharterWords,
): Promise<boolean> {
  const inserted = await tx
    .insertInto('charters')
    .values({ organizationId, communityId, createdBy, version, ...words })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst();
  return inserted !== undefined;
}

interface CharterKey {
  organizationId: string;
  communityId: string;
  createdBy: string;
  version: number;
}

export async function updateCharterVersion(
  tx: Transaction,
  communityId: string,
  versions: { charterVersion: number; bindingVersion?: number },
): Promise<void> {
  await tx.updateTable('communities').set(versions).where('id', '=', communityId).execute();
}
