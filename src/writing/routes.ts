import { Router, type Request, type Response } from 'express';
import type { z } from 'zod';
import type { Database } from '../db/index.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import {
  asksForPart,
  bodyOf,
  proseFor,
  render,
  renderMarkdown,
  withCalloutWords,
  wordsFor,
} from '../web/index.ts';
import { DraftForm, PreviewForm } from './forms.ts';
import { writingPaths } from './paths.ts';
import { deleteOldestDrafts, saveDraft } from './store.ts';

/** What writing stands on. */
interface Writing {
  db: Database;
  /** Has HTML that was made from somebody's words say what it would say in a community. */
  show: (
    exchange: { req: Request; res: Response },
    words: { html: string; communityId: string | null },
  ) => Promise<string>;
}

function keep(
  db: Database,
  { organizationId, personId }: PersonalSession,
  { target, save }: z.infer<typeof DraftForm>,
): Promise<void> {
  return db.within(organizationId, async (tx) => {
    await saveDraft(tx, { organizationId, personId, target }, save);
    await deleteOldestDrafts(tx, personId);
  });
}

/** `POST /drafts`: a form as it stands, while it is being written; the same again changes nothing. */
function keepDraft(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    await keep(db, session, bodyOf(req, DraftForm));
    res.status(204).end();
  };
}

/** The page of ours that sent the form, where the browser says so. */
function pageBefore(req: Request): string | null {
  const address = req.get('referer') ?? '';
  if (!URL.canParse(address)) return null;
  const { pathname, search } = new URL(address);
  const path = pathname + search;
  return /^\/(?!\/)/.test(path) ? path : null;
}

/** `POST /preview`: a field of a form as it would be posted. A whole page of it keeps the form as a draft. */
function preview({ db, show }: Writing) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { source, communityId } = bodyOf(req, PreviewForm);
    const html = await show({ req, res }, { html: renderMarkdown(source), communityId });
    if (asksForPart(req)) {
      res.type('html').send(proseFor(res, withCalloutWords(html, wordsFor(req, res))));
      return;
    }
    const draft = DraftForm.safeParse(req.body).data;
    if (draft) await keep(db, session, draft);
    render(req, res, 'writing/preview', { html, back: pageBefore(req), layout: 'bare' });
  };
}

/** Saving what is being written, and showing it as it would be posted. */
export function writingRoutes({ db, show }: Writing): Router {
  const router = Router();
  router.post(writingPaths.drafts, keepDraft(db));
  router.post(writingPaths.preview, preview({ db, show }));
  return router;
}
