import { z } from 'zod';
import { sql } from 'kysely';
import type { Arriving } from '../arriving.ts';

/** For whom something is, or is asked to be; archives made before one could say so do not. */
export const Reach = z.enum(['community', 'organization']).default('community');

/** For whom something of this table is, or is asked to be. */
export const reachOf = (table: string) => sql<z.infer<typeof Reach>>`
  case when ${sql.table(table)}.reach_asked_by is null then ${sql.table(table)}.reach else 'organization' end`;

/** What was for everybody there is for the community here, until somebody else than who brings it agrees. */
export function askedOf({ personId }: Arriving, reach: z.infer<typeof Reach>) {
  return reach === 'organization'
    ? { reachAskedBy: personId, reachAskedAt: new Date() }
    : { reachAskedBy: null, reachAskedAt: null };
}
