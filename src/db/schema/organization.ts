import type { Generated } from 'kysely';
import type { BornAt, Owned } from './columns.ts';

interface OutsideQuestions extends Owned {
  threadId: string;
  askerId: string;
  aboutKind: 'article' | 'resource';
  aboutId: string;
  seenPostNo: Generated<number>;
  withheld: Generated<string[]>;
  createdAt: BornAt;
}

export interface OrganizationTables {
  outsideQuestions: OutsideQuestions;
}
