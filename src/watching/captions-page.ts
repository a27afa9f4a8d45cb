import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Transaction } from '../db/index.ts';
import { FileRefused, textIn } from '../files/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, languageNames, languageOf, render } from '../web/index.ts';
import { captionsOf, deleteCaptions, findCaptions, upsertCaptions } from './caption-store.ts';
import { caretakerAt, recordEdit, type Caring } from './care.ts';
import { CaptionsForm, CaptionsQuery, mostCaptionCharacters, RemovalForm } from './forms.ts';
import { boundsOf, fragmentOf } from './part.ts';
import { watchingPaths } from './paths.ts';
import type { Problem, Typed } from './problem.ts';
import type { Recording } from './recording.ts';
import { BadCaptions, readCaptions, writeCaptions } from './web-vtt.ts';

/** What the form holds before anybody types: the captions of this language, if there are some. */
async function beginning(
  tx: Transaction,
  { id }: Recording,
  language: string,
): Promise<{ language: string; captions: string }> {
  const known = (await captionsOf(tx, id)).find((one) => one.language === language);
  const found = known && (await findCaptions(tx, known.id));
  return { language, captions: found?.webVtt ?? '' };
}

/** How the time of a caption is written. */
const sampleTime = '00:00:01.000 --> 00:00:04.000';

async function showForm(
  { db, find }: Caring,
  { req, res }: { req: Request; res: Response },
  typed: Typed | null,
): Promise<void> {
  const session = personIn(req);
  const spoken = languageOf(req, res);
  const { language } = CaptionsQuery.parse(req.query);
  const page = await db.within(session.organizationId, async (tx) => {
    const { reader, recording } = await caretakerAt(tx, find, { session, params: req.params });
    const begun = language ?? recording.language ?? spoken;
    return {
      reader,
      recording,
      written: await captionsOf(tx, recording.id),
      values: typed?.values ?? (await beginning(tx, recording, begun)),
    };
  });
  const { path, source } = page.recording;
  const codes = page.written.map((one) => one.language);
  render(req, res, 'watching/captions', {
    ...page,
    section: 'library',
    file: source,
    fragment: fragmentOf(page.recording),
    ...boundsOf(page.recording),
    problems: typed?.problems ?? [],
    errors: Object.fromEntries((typed?.problems ?? []).map((problem) => [problem.field, problem])),
    written: languageNames(spoken, codes).map(({ code, name }) => ({
      code,
      name,
      path: watchingPaths.captionsIn(path, code),
    })),
    languages: languageNames(spoken),
    sampleTime,
    action: watchingPaths.captions(path),
    removal: watchingPaths.captionsRemoval(path),
  });
}

/** `GET …/captions`: the captions there are, and a form to write or bring more. */
export function captionsForm(caring: Caring) {
  return (req: Request, res: Response): Promise<void> => showForm(caring, { req, res }, null);
}

/** What was typed, or the file that came with it. @throws FileRefused */
async function wordsTyped(req: Request, captions: string): Promise<string> {
  return (await textIn(req, { mostBytes: 2 * mostCaptionCharacters })) ?? captions;
}

/** What stood in the way of reading captions. @throws whatever else it was */
function problemOf(error: unknown): Problem {
  if (error instanceof BadCaptions) {
    const { kind, line } = error.fault;
    return { field: 'captions', key: `captions.wrong.${kind}`, line };
  }
  if (error instanceof FileRefused) return { field: 'files', key: 'captions.long' };
  throw error;
}

const problemsIn = ({ issues }: z.ZodError): Problem[] =>
  issues.map(({ path, message: key }) => ({ field: String(path[0]), key }));

/** `POST …/captions`: sets the captions of one language. */
export function setCaptions(caring: Caring) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const again = (values: object, problems: Problem[]) => {
      res.status(422);
      return showForm(caring, { req, res }, { values, problems });
    };
    const form = CaptionsForm.safeParse(req.body);
    if (!form.success) return again(req.body, problemsIn(form.error));
    const { language } = form.data;
    let { captions } = form.data;
    try {
      captions = await wordsTyped(req, captions);
      const webVtt = writeCaptions(readCaptions(captions));
      const path = await caring.db.within(organizationId, async (tx) => {
        const place = { session, params: req.params };
        const { recording } = await caretakerAt(tx, caring.find, place);
        const owner = { organizationId, resourceId: recording.id };
        await upsertCaptions(tx, { ...owner, language, webVtt, writtenBy: personId });
        await recordEdit(tx, recording, personId);
        return watchingPaths.transcriptIn(recording.path, language);
      });
      return res.redirect(303, path);
    } catch (error) {
      return again({ language, captions }, [problemOf(error)]);
    }
  };
}

/** `POST …/captions/removal`: takes the captions of one language away; doing it twice changes nothing. */
export function removeCaptions({ db, find }: Caring) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { language } = bodyOf(req, RemovalForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const { recording } = await caretakerAt(tx, find, { session, params: req.params });
      if (await deleteCaptions(tx, { resourceId: recording.id, language }))
        await recordEdit(tx, recording, session.personId);
      return watchingPaths.captions(recording.path);
    });
    res.redirect(303, path);
  };
}
