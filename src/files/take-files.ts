import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { memberOf } from '../communities/index.ts';
import { personIn } from '../sessions/index.ts';
import { wordsFor } from '../web/index.ts';
import { FileRefused, type Giver, type StoredFile } from './file.ts';
import { giveFile, type Giving } from './give-file.ts';
import { markdownOf } from './markdown.ts';
import { filesIn } from './receive.ts';
import { refusalWords, tellRefused } from './refusal-words.ts';

const problems = new WeakMap<Request, string[]>();

/** What a person is told of files of their form that were not taken. */
export function fileProblemsIn(req: Request): readonly string[] {
  return problems.get(req) ?? [];
}

interface Taken {
  files: StoredFile[];
  problems: string[];
}

async function takeThose(
  giving: Giving,
  giver: Giver,
  { req, res, most }: { req: Request; res: Response; most: number },
): Promise<Taken> {
  const words = wordsFor(req, res);
  const { limits } = giving.files;
  const { files, hasMore } = filesIn(req);
  const taken: Taken = { files: [], problems: [] };
  for (const file of files.slice(0, most)) {
    try {
      taken.files.push(await giveFile(giving, giver, file));
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      const { name } = file;
      taken.problems.push(tellRefused({ req, res }, error, { name, limits }));
    }
  }
  if (hasMore) taken.problems.push(refusalWords(words, 'many', { name: '', limits }));
  return taken;
}

/** What becomes of the files that a form brings along, and of what else it says. */
interface Wish {
  most: number;
  /** The form once they are here. */
  formWith: (form: unknown, files: readonly StoredFile[]) => object;
}

function takeInto(giving: Giving, { most, formWith }: Wish): RequestHandler {
  return async (req, res, next) => {
    const { files, hasMore } = filesIn(req);
    if (files.length === 0 && !hasMore) return next();
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { community } = await giving.db.within(organizationId, (tx) =>
      memberOf(tx, session, req.params['communityId']),
    );
    const giver = { organizationId, communityId: community.id, personId };
    const taken = await takeThose(giving, giver, { req, res, most });
    req.body = formWith(req.body, taken.files);
    problems.set(req, taken.problems);
    res.locals['fileProblems'] = taken.problems;
    return next();
  };
}

const Written = z.looseObject({ body: z.string().catch('') });

/**
 * Takes in the files that a form brings along, where no script did so before, and ends what is written with the
 * words that stand for them: from then on they are kept however the form fares.
 */
export function takeFiles(giving: Giving): RequestHandler {
  const formWith: Wish['formWith'] = (sent, files) => {
    const form = Written.parse(sent);
    const parts = [form.body.trimEnd(), ...files.map(markdownOf)].filter((part) => part !== '');
    return { ...form, body: parts.join('\n\n') };
  };
  return takeInto(giving, { most: Number.POSITIVE_INFINITY, formWith });
}

/** Takes in the one file of a form that asks for one. Its field `fileId` says which it is, also where the form comes back. */
export function takeFile(giving: Giving): RequestHandler {
  const formWith: Wish['formWith'] = (sent, [file]) => ({
    ...z.looseObject({}).parse(sent),
    ...(file && { fileId: file.id }),
  });
  return takeInto(giving, { most: 1, formWith });
}
