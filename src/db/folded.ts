import { sql, type RawBuilder } from 'kysely';

/** Words as they are compared: without case, and without the marks of Latin and Arabic letters. */
export const folded = (words: RawBuilder<unknown>): RawBuilder<string> =>
  sql`regexp_replace(lower(normalize(${words}, nfkd)), '[\u0300-\u036f\u064b-\u065f]', '', 'g')`;
