import type { Request } from 'express';
import { z } from 'zod';
import { leavesAcceptanceOwed } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { fileProblemsIn } from '../files/index.ts';
import { personIn } from '../sessions/index.ts';
import { Refused } from './refuse-reply.ts';
import { Warned, type Warning } from './warn.ts';

/** A form as it was filled in, and what is wrong with it. */
export interface Typed {
  values: object;
  errors: object;
  /** What its author may want to look at again before it is posted. */
  warnings?: readonly Warning[];
}

/** All that is wrong with a form, including a charter that is still to be accepted. */
export async function errorsIn(
  db: Database,
  req: Request,
  ...problems: (z.ZodError | undefined)[]
): Promise<object | null> {
  const session = personIn(req);
  const owes = await db.within(session.organizationId, (tx) =>
    leavesAcceptanceOwed(tx, session, req.params['communityId'], req.body),
  );
  const known = problems.filter((problem) => problem !== undefined);
  const lacksFiles = fileProblemsIn(req).length > 0;
  if (!owes && known.length === 0 && !lacksFiles) return null;
  const fields = Object.assign(
    lacksFiles ? { files: ['file.notTaken'] } : {},
    ...known.map((problem) => z.flattenError(problem).fieldErrors),
  );
  return owes ? { ...fields, accepted: ['charter.accept.missing'] } : fields;
}

/** How a form comes back whose words were not taken, or not yet. @throws whatever else it was */
export function refusalOf(error: unknown): Omit<Typed, 'values'> {
  if (error instanceof Warned) return { errors: {}, warnings: error.warnings };
  if (error instanceof Refused) return { errors: { body: [error.message] } };
  throw error;
}
