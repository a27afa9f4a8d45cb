import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import { fileProblemsIn } from '../files/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { checkMayEdit, edit } from './edit.ts';
import { refusalOf, type Typed } from './form-errors.ts';
import { EditForm } from './forms.ts';
import { discussionPaths } from './paths.ts';
import { memberAtPost } from './place.ts';
import type { Reading } from './read-thread.ts';

async function showForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values, errors, warnings }: Partial<Typed>,
): Promise<void> {
  const { member, thread, post } = await db.within(personIn(req).organizationId, async (tx) => {
    const place = await memberAtPost(tx, req);
    await checkMayEdit(tx, place);
    return place;
  });
  const { id } = member.community;
  const wasChanged = errors !== undefined && 'revision' in errors;
  render(req, res, 'discussions/edit', {
    section: 'talk',
    reader: member,
    thread,
    isFirst: post.postNo === 1,
    asks: post.postNo === 1 && thread.kind === 'question',
    back: discussionPaths.post(id, thread.id, post.postNo),
    action: discussionPaths.words(id, thread.id, post.postNo),
    // Whoever goes on after somebody else changed it does so knowing that, and not before they were told.
    revision: wasChanged ? post.revisionNo : { revision: post.revisionNo, ...values }.revision,
    current: wasChanged ? post.bodySource : null,
    values: values ?? {
      title: thread.title,
      body: post.bodySource,
      tried: post.triedSource ?? '',
    },
    errors: errors ?? {},
    warnings,
  });
}

/** `GET …/posts/<number>/edit`: one's own words, to be changed. */
export function editForm({ db }: Reading) {
  return (req: Request, res: Response): Promise<void> => showForm(db, { req, res }, {});
}

/** `POST …/posts/<number>`: changes them, unless they were changed elsewhere meanwhile. */
export function editPost({ db, now }: Reading) {
  return async (req: Request, res: Response): Promise<void> => {
    const again = (status: 409 | 422, refusal: Omit<Typed, 'values'>) => {
      res.status(status);
      return showForm(db, { req, res }, { values: req.body, ...refusal });
    };
    const form = EditForm.safeParse(req.body);
    const errors = form.success ? {} : z.flattenError(form.error).fieldErrors;
    const lacksFiles = fileProblemsIn(req).length > 0;
    if (!form.success || lacksFiles)
      return again(422, { errors: { ...errors, ...(lacksFiles && { files: ['file.notTaken'] }) } });
    try {
      const path = await db.within(personIn(req).organizationId, async (tx) => {
        const place = await memberAtPost(tx, req);
        await edit(tx, place, { ...form.data, now: now() });
        const { member, thread, post } = place;
        return discussionPaths.post(member.community.id, thread.id, post.postNo);
      });
      return res.redirect(303, path);
    } catch (error) {
      if (!(error instanceof Conflict)) return again(422, refusalOf(error));
      return again(409, { errors: { revision: ['edit.changedMeanwhile'] } });
    }
  };
}
