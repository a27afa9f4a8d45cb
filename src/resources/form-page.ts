import type { Request, Response } from 'express';
import { z } from 'zod';
import { leavesAcceptanceOwed } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { fileProblemsIn } from '../files/index.ts';
import { personIn } from '../sessions/index.ts';
import { languageOf } from '../web/index.ts';
import { languageNames } from './language-names.ts';
import { guideParts } from './guide.ts';
import { licences } from './resource.ts';

/** A form as it was filled in, and what is wrong with it. */
export interface Typed {
  values: object;
  errors: object;
}

/** What a form about a resource is made of, besides what was typed. */
export function choicesFor(req: Request, res: Response) {
  return { licences, guideParts, languages: languageNames(languageOf(req, res)) };
}

/** All that is wrong with a form to give something, or null. */
export async function errorsIn(
  db: Database,
  req: Request,
  problem: z.ZodError | undefined,
): Promise<object | null> {
  const session = personIn(req);
  const owes = await db.within(session.organizationId, (tx) =>
    leavesAcceptanceOwed(tx, session, req.params['communityId'], req.body),
  );
  const { fileId, ...fields }: Record<string, string[]> = problem
    ? z.flattenError(problem).fieldErrors
    : {};
  const lacksFile = fileProblemsIn(req).length > 0 ? ['file.notTaken'] : fileId;
  const errors = {
    ...(lacksFile && { files: lacksFile }),
    ...fields,
    ...(owes && { accepted: ['charter.accept.missing'] }),
  };
  return Object.keys(errors).length > 0 ? errors : null;
}
