import type { Transaction } from '../db/index.ts';

/** What was done in or to a community, for the record that stands above this room. */
export interface CommunityDeed {
  organizationId: string;
  communityId: string;
  personId: string;
  verb:
    | 'joined'
    | 'asked to join'
    | 'returned'
    | 'left'
    | 'accepted'
    | 'declined'
    | 'changed'
    | 'named'
    | 'withdrew'
    | 'confirmed'
    | 'refused'
    | 'took office'
    | 'stepped down';
  objectKind: 'community' | 'charter' | 'nomination' | 'sponsor' | 'term';
  objectId: string;
}

/** Adds a deed to the activity record, in the transaction of the deed itself. */
export type RecordDeed = (tx: Transaction, deed: CommunityDeed) => Promise<void>;
