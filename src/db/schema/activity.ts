import type { BornAt, Owned } from './columns.ts';

interface Activity extends Owned {
  id: string;
  communityId: string;
  personId: string | null;
  verb: string;
  objectKind: string;
  objectId: string;
  occurredAt: BornAt;
}

export interface ActivityTables {
  activity: Activity;
}
