import type { Request, Response } from 'express';
import { z } from 'zod';
import { currentCharter } from '../communities/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import {
  discussionPaths,
  isShown,
  isWrittenBy,
  memberAtPost,
  type AtPost,
} from '../discussions/index.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { render, renderMarkdown } from '../web/index.ts';
import { rules } from './decision.ts';
import { ReportForm } from './forms.ts';
import { moderationPaths } from './paths.ts';
import { insertReport } from './report-store.ts';
import { shownPost } from './shown-post.ts';

/** @throws NotFound of what nobody sees any more | Forbidden of one's own post */
async function reportablePost(tx: Transaction, req: Request): Promise<AtPost> {
  const place = await memberAtPost(tx, req);
  const { member, thread, post } = place;
  if (!isShown(post)) throw new NotFound('It is not shown');
  if (await isWrittenBy(tx, thread.id, post, member.personId)) throw new Forbidden('Their own');
  return place;
}

async function showForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values, errors }: { values: object; errors: object },
): Promise<void> {
  const page = await db.within(personIn(req).organizationId, async (tx) => {
    const place = await reportablePost(tx, req);
    const { conduct } = await currentCharter(tx, place.member.community.id);
    return { ...place, conduct, shown: await shownPost(tx, place) };
  });
  const { member, thread, post } = page;
  const { id } = member.community;
  render(req, res, 'moderation/report', {
    section: 'talk',
    reader: member,
    thread,
    post: page.shown,
    conductHtml: page.conduct === '' ? null : renderMarkdown(page.conduct),
    isSent: req.query['sent'] !== undefined,
    rules,
    action: moderationPaths.report(id, thread.id, post.postNo),
    back: discussionPaths.post(id, thread.id, post.postNo),
    values,
    errors,
  });
}

/** `GET …/posts/<number>/report`: what could be wrong with a post, in the words of the charter. */
export function reportPage(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showForm(db, { req, res }, { values: { _key: newId() }, errors: {} });
}

/** `POST …/posts/<number>/report`: tells the facilitators. Its author never learns who did. */
export function reportPost(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId, personId } = personIn(req);
    const form = ReportForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showForm(db, { req, res }, { values: req.body, errors });
    }
    const { _key: key, reason, words } = form.data;
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const { member, thread, post } = await reportablePost(tx, req);
      const report = { postId: post.id, reporterId: personId, reason, words: words || null };
      await insertReport(tx, { organizationId, ...report });
      const { id } = member.community;
      return `${moderationPaths.report(id, thread.id, post.postNo)}?sent`;
    });
    return res.redirect(303, location);
  };
}
