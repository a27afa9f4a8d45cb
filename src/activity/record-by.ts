import type { Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { record, type Deed } from './store.ts';

/** Adds to the record what a member did in their community, under their own name. */
export function recordBy(
  tx: Transaction,
  { community, personId }: Member,
  deed: Pick<Deed, 'verb' | 'objectKind' | 'objectId'>,
): Promise<void> {
  const { organizationId, id: communityId } = community;
  return record(tx, { organizationId, communityId, personId, ...deed });
}
