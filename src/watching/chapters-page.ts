import type { Request, Response } from 'express';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { caretakerAt, recordEdit, type Caring } from './care.ts';
import { chaptersOf, replaceChapters } from './chapter-store.ts';
import { BadChapters, readChapters, writeChapters } from './chapters.ts';
import { ChaptersForm } from './forms.ts';
import { watchingPaths } from './paths.ts';
import type { Problem, Typed } from './problem.ts';

async function showForm(
  { db, find }: Caring,
  { req, res }: { req: Request; res: Response },
  typed: Typed | null,
): Promise<void> {
  const session = personIn(req);
  const { reader, recording, chapters } = await db.within(session.organizationId, async (tx) => {
    const showing = await caretakerAt(tx, find, { session, params: req.params });
    return { ...showing, chapters: await chaptersOf(tx, showing.recording.id) };
  });
  render(req, res, 'watching/chapters', {
    section: 'library',
    reader,
    recording,
    values: typed?.values ?? { chapters: writeChapters(chapters) },
    problems: typed?.problems ?? [],
    action: watchingPaths.chapters(recording.path),
  });
}

/** `GET …/chapters`: the chapters as they are written. */
export function chaptersForm(caring: Caring) {
  return (req: Request, res: Response): Promise<void> => showForm(caring, { req, res }, null);
}

/** `POST …/chapters`: sets them all; none where nothing is written. */
export function setChapters(caring: Caring) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const again = (problem: Omit<Problem, 'field'>) => {
      res.status(422);
      return showForm(
        caring,
        { req, res },
        {
          values: req.body,
          problems: [{ field: 'chapters', ...problem }],
        },
      );
    };
    const form = ChaptersForm.safeParse(req.body);
    if (!form.success) return again({ key: 'chapters.long' });
    try {
      const chapters = readChapters(form.data.chapters);
      const path = await caring.db.within(organizationId, async (tx) => {
        const place = { session, params: req.params };
        const { recording } = await caretakerAt(tx, caring.find, place);
        await replaceChapters(tx, { organizationId, resourceId: recording.id }, chapters);
        await recordEdit(tx, recording, personId);
        return recording.path;
      });
      return res.redirect(303, path);
    } catch (error) {
      if (!(error instanceof BadChapters)) throw error;
      return again({ key: `chapters.wrong.${error.kind}`, line: error.line });
    }
  };
}
