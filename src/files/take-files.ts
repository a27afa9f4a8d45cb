import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { memberOf } from '../communities/index.ts';
import { personIn } from '../sessions/index.ts';
import { wordsFor } from '../web/index.ts';
import { FileRefused, type Giver } from './file.ts';
import { giveFile, type Giving } from './give-file.ts';
import { markdownOf } from './markdown.ts';
import { filesIn } from './receive.ts';
import { refusalWords } from './refusal-words.ts';

const problems = new WeakMap<Request, string[]>();

/** What a person is told of files of their form that were not taken. */
export function fileProblemsIn(req: Request): readonly string[] {
  return problems.get(req) ?? [];
}

interface Taken {
  words: string[];
  problems: string[];
}

async function takeAll(
  giving: Giving,
  giver: Giver,
  { req, res }: { req: Request; res: Response },
): Promise<Taken> {
  const words = wordsFor(req, res);
  const { limits } = giving.files;
  const { files, hasMore } = filesIn(req);
  const taken: Taken = { words: [], problems: [] };
  for (const file of files) {
    try {
      taken.words.push(markdownOf(await giveFile(giving, giver, file)));
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      const { name } = file;
      taken.problems.push(refusalWords(words, error.refusal, { name, limits }));
    }
  }
  if (hasMore) taken.problems.push(refusalWords(words, 'many', { name: '', limits }));
  return taken;
}

const Written = z.looseObject({ body: z.string().catch('') });

/**
 * Takes in the files that a form brings along, where no script did so before, and ends what is written with the
 * words that stand for them: from then on they are kept however the form fares.
 */
export function takeFiles(giving: Giving): RequestHandler {
  return async (req, res, next) => {
    const { files, hasMore } = filesIn(req);
    if (files.length === 0 && !hasMore) return next();
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { community } = await giving.db.within(organizationId, (tx) =>
      memberOf(tx, session, req.params['communityId']),
    );
    const giver = { organizationId, communityId: community.id, personId };
    const taken = await takeAll(giving, giver, { req, res });
    const form = Written.parse(req.body);
    const parts = [form.body.trimEnd(), ...taken.words].filter((part) => part !== '');
    req.body = { ...form, body: parts.join('\n\n') };
    problems.set(req, taken.problems);
    res.locals['fileProblems'] = taken.problems;
    return next();
  };
}
