import type { Request } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { leavesAcceptanceOwed } from './expectations.ts';

/**
 * All that is wrong with a form whose words are for the community, or null: what its schemas say, and a charter that
 * is still to be accepted.
 *
 * @throws NotFound | Forbidden when its sender does not belong
 */
export async function writingErrors(
  db: Database,
  req: Request,
  ...problems: (z.ZodError | undefined)[]
): Promise<Record<string, string[]> | null> {
  const session = personIn(req);
  const owes = await db.within(session.organizationId, (tx) =>
    leavesAcceptanceOwed(tx, session, req.params['communityId'], req.body),
  );
  const errors: Record<string, string[]> = {};
  for (const problem of problems)
    if (problem) Object.assign(errors, z.flattenError(problem).fieldErrors);
  if (owes) errors['accepted'] = ['charter.accept.missing'];
  return Object.keys(errors).length > 0 ? errors : null;
}
