import type { ColumnType } from 'kysely';
import type { BornAt, Owned } from './columns.ts';

interface Drafts extends Owned {
  personId: string;
  target: string;
  fields: ColumnType<unknown, string | null, string | null>;
  page: string;
  number: number;
  updatedAt: BornAt;
}

export interface WritingTables {
  drafts: Drafts;
}
