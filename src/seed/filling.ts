import { sql, type RawBuilder } from 'kysely';
import type { Scale } from './scale.ts';

/** One filling of one organization: the same number means the same thing throughout it. */
export interface Filling extends Scale {
  organizationId: string;
  deploymentId: string;
  /** Keeps this filling's ids apart from another's. */
  salt: string;
}

/** The id of the invented thing of this kind and number. */
export const idOf = ({ salt }: Filling, kind: string, number: RawBuilder<unknown>) =>
  sql`md5(${salt}::text || ${kind}::text || (${number})::text)::uuid`;

/** The word at this place of a list that begins again at its end. */
export const wordAt = (words: readonly string[], number: RawBuilder<unknown>) =>
  sql`(${words}::text[])[1 + (${number}) % ${words.length}::integer]`;
