import type { Request, Response } from 'express';
import type { z } from 'zod';
import { writingErrors } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { fileProblemsIn, findFile } from '../files/index.ts';
import { languageNames, languageOf } from '../web/index.ts';
import { GivenFile } from './forms.ts';
import { guideParts } from './guide.ts';
import { licences } from './resource.ts';

/** A form as it was filled in, and what is wrong with it. */
export interface Typed {
  values: object;
  errors: object;
}

/** The file that was taken already, so that a form that comes back need not ask for it again. */
export async function keptFile(
  tx: Transaction,
  { personId }: { personId: string | null },
  values: object,
) {
  const { fileId } = GivenFile.parse(values);
  const file = fileId === null ? undefined : await findFile(tx, fileId);
  return file?.givenBy === personId ? file : null;
}

/** What a form about a resource is made of, besides what was typed. */
export function choicesFor(req: Request, res: Response) {
  return { licences, guideParts, languages: languageNames(languageOf(req, res)) };
}

/** What is wrong with a form that brings a file, with what is wrong with the file where it was chosen; or null. */
export function withFileErrors(
  req: Request,
  wrong: Record<string, string[]> | null,
): Record<string, string[]> | null {
  const { fileId, ...fields } = wrong ?? {};
  const lacksFile = fileProblemsIn(req).length > 0 ? ['file.notTaken'] : fileId;
  const errors = { ...(lacksFile && { files: lacksFile }), ...fields };
  return Object.keys(errors).length > 0 ? errors : null;
}

/** All that is wrong with a form to give something, or null. */
export async function errorsIn(
  db: Database,
  req: Request,
  problem: z.ZodError | undefined,
): Promise<object | null> {
  return withFileErrors(req, await writingErrors(db, req, problem));
}
