import { newId, type Transaction } from '../db/index.ts';

/** Who did what, to what, where. */
export interface Deed {
  organizationId: string;
  communityId: string;
  personId: string;
  verb: 'founded' | 'joined' | 'started' | 'replied';
  objectKind: 'community' | 'thread' | 'post';
  objectId: string;
}

/** Adds to the record, in the transaction of the change it tells of. */
export async function record(tx: Transaction, deed: Deed): Promise<void> {
  await tx
    .insertInto('activity')
    .values({ ...deed, id: newId() })
    .execute();
}
