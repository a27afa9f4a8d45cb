import type { Request, Response } from 'express';
import { z } from 'zod';
import { communitiesLedBy } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { discussionPaths, lockThreadCare, type ThreadCare } from '../discussions/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { dayEndingAt, lookAfterThread } from './look-after-thread.ts';
import { moderationPaths } from './paths.ts';
import { careAtThread } from './place.ts';
import { paces, silences, ThreadCareForm } from './thread-forms.ts';

/** What the page's form holds before anything is changed. */
function valuesOf({ lockedAt, closesAt, closesAfterDays, slowSeconds, pinnedUntil }: ThreadCare) {
  return {
    replies: lockedAt === null ? 'open' : 'closed',
    closesAfterDays: closesAfterDays?.toString() ?? '',
    closesOn: closesAt === null || closesAfterDays !== null ? '' : dayEndingAt(closesAt),
    slowSeconds: slowSeconds?.toString() ?? '0',
    pinnedUntil: pinnedUntil === null ? '' : dayEndingAt(pinnedUntil),
  };
}

async function showForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values, errors }: { values: object | null; errors: object },
): Promise<void> {
  const { member, thread, care, others } = await db.within(
    personIn(req).organizationId,
    async (tx) => {
      const place = await careAtThread(tx, req);
      const led = await communitiesLedBy(tx, place.member.personId);
      const others = led.filter(({ id }) => id !== place.member.community.id);
      return { ...place, others, care: await lockThreadCare(tx, place.thread.id) };
    },
  );
  const { id } = member.community;
  render(req, res, 'moderation/thread', {
    section: 'talk',
    reader: member,
    thread,
    isSaved: req.query['saved'] !== undefined,
    silences,
    paces,
    others,
    action: moderationPaths.threadCare(id, thread.id),
    move: moderationPaths.move(id, thread.id),
    merge: moderationPaths.merge(id, thread.id),
    split: thread.lastPostNo > 1 && moderationPaths.split(id, thread.id),
    log: moderationPaths.log(id),
    back: discussionPaths.thread(id, thread.id),
    values: values ?? valuesOf(care),
    errors,
  });
}

/** `GET …/threads/<id>/care`: whether it takes replies, how fast, whether it stays on top, where it belongs. */
export function threadCarePage(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showForm(db, { req, res }, { values: null, errors: {} });
}

/** `POST …/threads/<id>/care`: changes that. */
export function changeThreadCare({ db, now }: { db: Database; now: () => Date }) {
  return async (req: Request, res: Response): Promise<void> => {
    const form = ThreadCareForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showForm(db, { req, res }, { values: req.body, errors });
    }
    const path = await db.within(personIn(req).organizationId, async (tx) => {
      const place = await careAtThread(tx, req);
      await lookAfterThread(tx, place, { form: form.data, now: now() });
      return moderationPaths.threadCare(place.member.community.id, place.thread.id);
    });
    return res.redirect(303, `${path}?saved`);
  };
}
