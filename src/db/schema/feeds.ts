import type { BornAt, Day, Owned } from './columns.ts';

interface FeedAddresses extends Owned {
  communityId: string;
  personId: string;
  keyHash: string;
  language: string;
  createdAt: BornAt;
  lastUsedOn: Day | null;
}

export interface FeedTables {
  feedAddresses: FeedAddresses;
}
