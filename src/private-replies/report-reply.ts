import type { Request, Response } from 'express';
import { z } from 'zod';
import { facilitatorsOf } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { discussionPaths } from '../discussions/index.ts';
import { rules } from '../moderation/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { ReportForm } from './forms.ts';
import { privatePaths } from './paths.ts';
import { receivedReply, type AtReply } from './place.ts';
import { insertReport } from './report-store.ts';

/**
 * Whether nobody leads the community who could decide about it. Whoever stands behind an alias counts as
 * somebody else, or this would tell that they lead it.
 */
async function nobodyDecides(tx: Transaction, { member, reply }: AtReply): Promise<boolean> {
  const facilitators = await facilitatorsOf(tx, member.community.id);
  const parties = new Set([member.personId, reply.answererId]);
  return facilitators.every(({ id }) => parties.has(id));
}

async function showForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values, errors }: { values: object; errors: object },
): Promise<void> {
  const { place, isAlone } = await db.within(personIn(req).organizationId, async (tx) => {
    const place = await receivedReply(tx, req);
    return { place, isAlone: await nobodyDecides(tx, place) };
  });
  const { member, thread, post, reply } = place;
  const { id } = member.community;
  render(req, res, 'private-replies/report', {
    section: 'talk',
    reader: member,
    thread,
    bodyHtml: reply.bodyHtml,
    isSent: reply.reportState !== null,
    isAlone,
    rules,
    action: privatePaths.report([id, thread.id, post.postNo], reply.id),
    back: discussionPaths.post(id, thread.id, post.postNo),
    values,
    errors,
  });
}

/** `GET …/private/<id>/report`: what could be wrong with what was written for them. */
export function reportForm(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showForm(db, { req, res }, { values: {}, errors: {} });
}

/** `POST …/private/<id>/report`: shows it to the facilitators, who could not read it before. */
export function reportReply({ db, now }: { db: Database; now: () => Date }) {
  return async (req: Request, res: Response): Promise<void> => {
    const form = ReportForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showForm(db, { req, res }, { values: req.body, errors });
    }
    const { reason, words } = form.data;
    const path = await db.within(personIn(req).organizationId, async (tx) => {
      const { member, thread, post, reply } = await receivedReply(tx, req);
      await insertReport(tx, reply.id, { reason, words: words || null, reportedAt: now() });
      return privatePaths.report([member.community.id, thread.id, post.postNo], reply.id);
    });
    return res.redirect(303, path);
  };
}
