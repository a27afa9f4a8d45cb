import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { EditForm } from './forms.ts';
import { storyPaths } from './paths.ts';
import { memberAt } from './place.ts';
import { outcomes, type Story } from './story.ts';
import { checkMayEdit, edit } from './write.ts';

/** What the form holds before anybody types. */
function valuesOf({ outcome, triedSource: tried, numbers, url }: Story): object {
  return { outcome, tried, numbers, url };
}

async function showForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  sent?: { values: object; errors: object },
): Promise<void> {
  const session = personIn(req);
  const { member, story } = await db.within(session.organizationId, async (tx) => {
    const place = await memberAt(tx, session, req.params);
    checkMayEdit(place.story, place.member);
    return place;
  });
  const { id } = member.community;
  render(req, res, 'stories/edit', {
    section: 'library',
    reader: member,
    outcomes,
    action: storyPaths.story(id, story.id),
    back: storyPaths.about(id, story.holder),
    values: sent?.values ?? valuesOf(story),
    errors: sent?.errors ?? {},
  });
}

/** `GET …/practice/<story>/edit`: one's own story, to be changed. */
export function editForm(db: Database) {
  return (req: Request, res: Response): Promise<void> => showForm(db, { req, res });
}

/** `POST …/practice/<story>`: changes it. */
export function editStory(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = EditForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const { fieldErrors: errors } = z.flattenError(form.error);
      return showForm(db, { req, res }, { values: req.body, errors });
    }
    const path = await db.within(session.organizationId, async (tx) => {
      const place = await memberAt(tx, session, req.params);
      await edit(tx, place, form.data);
      return storyPaths.about(place.member.community.id, place.story.holder);
    });
    return res.redirect(303, path);
  };
}
