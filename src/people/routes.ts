import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { personIn, updateSessionsOf } from '../sessions/index.ts';
import { languages, render } from '../web/index.ts';
import { PreferencesForm, timeZoneNames } from './forms.ts';
import { peoplePaths } from './paths.ts';
import { preferencesOf, updatePreferences } from './store.ts';

interface Draft {
  values: object;
  errors: object;
  isSaved: boolean;
}

function showMe(req: Request, res: Response, draft: Draft): void {
  render(req, res, 'people/me', {
    ...draft,
    action: peoplePaths.me,
    languages: languages(),
    timeZones: timeZoneNames(),
    layout: 'bare',
  });
}

function me(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId, personId } = personIn(req);
    const values = await db.within(organizationId, (tx) => preferencesOf(tx, personId));
    showMe(req, res, { values, errors: {}, isSaved: req.query['saved'] !== undefined });
  };
}

function changeMe(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId, personId } = personIn(req);
    const form = PreferencesForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showMe(req, res, { values: req.body, errors, isSaved: false });
    }
    await db.within(organizationId, async (tx) => {
      await updatePreferences(tx, personId, form.data);
      await updateSessionsOf(tx, personId, form.data);
    });
    return res.redirect(303, `${peoplePaths.me}?saved`);
  };
}

/** A person's own page. */
export function peopleRoutes(db: Database): Router {
  const router = Router();
  router.get(peoplePaths.me, me(db));
  router.post(peoplePaths.me, changeMe(db));
  return router;
}
