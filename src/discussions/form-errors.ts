import type { Request } from 'express';
import type { z } from 'zod';
import { writingErrors } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { fileProblemsIn } from '../files/index.ts';
import { Refused } from './refuse-reply.ts';
import { Warned, type Warning } from './warn.ts';

/** A form as it was filled in, and what is wrong with it. */
export interface Typed {
  values: object;
  errors: object;
  /** What its author may want to look at again before it is posted. */
  warnings?: readonly Warning[];
}

/** All that is wrong with a form, files that were not taken and a charter that is still to be accepted among it. */
export async function errorsIn(
  db: Database,
  req: Request,
  ...problems: (z.ZodError | undefined)[]
): Promise<object | null> {
  const errors = await writingErrors(db, req, ...problems);
  return fileProblemsIn(req).length > 0 ? { files: ['file.notTaken'], ...errors } : errors;
}

/** How a form comes back whose words were not taken, or not yet. @throws whatever else it was */
export function refusalOf(error: unknown): Omit<Typed, 'values'> {
  if (error instanceof Warned) return { errors: {}, warnings: error.warnings };
  if (error instanceof Refused) return { errors: { body: [error.message] } };
  throw error;
}
