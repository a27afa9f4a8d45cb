import { sql, type RawBuilder } from 'kysely';
import type { Scale } from './scale.ts';

/** One filling of one organization: the same number means the same thing throughout it. */
export interface Filling extends Scale {
  organizationId: string;
  deploymentId: string;
  /** Keeps this filling's ids apart from another's. */
  salt: string;
}

/** The id of the invented thing of this kind and number: a UUID of version 8, which addresses are read for. */
export const idOf = ({ salt }: Filling, kind: string, number: RawBuilder<unknown>) =>
  sql`overlay(overlay(md5(${salt}::text || ${kind}::text || (${number})::text)
        placing '8' from 13) placing '8' from 17)::uuid`;

/** The word at this place of a list that begins again at its end. */
export const wordAt = (words: readonly string[], number: RawBuilder<unknown>) =>
  sql`(${words}::text[])[1 + (${number}) % ${words.length}::integer]`;
