import type { ColumnType, Generated } from 'kysely';

/** A moment the database sets when the row is born. */
export type BornAt = Generated<Date>;

/** jsonb: written as its text, read as whatever it holds. */
export type Json = ColumnType<unknown, string, string>;

/** A calendar day, as 'YYYY-MM-DD'. */
export type Day = ColumnType<string, string, string>;

/** Every table of an organization. */
export interface Owned {
  organizationId: string;
}
