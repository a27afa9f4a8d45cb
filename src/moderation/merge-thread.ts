import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database, Transaction } from '../db/index.ts';
import {
  discussionPaths,
  findThread,
  mergeThreads,
  threadsTitled,
  type AtThread,
  type OpenedThread,
} from '../discussions/index.ts';
import { Invalid, NotFound } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { logThread } from './log-thread.ts';
import { moderationPaths } from './paths.ts';
import { careAtThread } from './place.ts';
import { MergeForm, MergeQuery } from './thread-forms.ts';

const mostFound = 20;

/**
 * The thread that goes on: another of the same community.
 *
 * @throws NotFound | Invalid when a poll would be left behind
 */
async function target(
  tx: Transaction,
  { member, thread }: AtThread,
  threadId: string,
): Promise<OpenedThread> {
  if (thread.hasPoll) throw new Invalid('Its poll would be left behind');
  const place = { communityId: member.community.id, threadId };
  const found = await findThread(tx, place, member.personId);
  if (found?.standing !== 'visible' || found.id === thread.id)
    throw new NotFound('No such other thread here');
  return found;
}

async function showMerge(
  db: Database,
  { req, res }: { req: Request; res: Response },
  errors: object,
): Promise<void> {
  const { words, into } = MergeQuery.parse(req.query);
  const page = await db.within(personIn(req).organizationId, async (tx) => {
    const place = await careAtThread(tx, req);
    const named = words.split(/\s+/).filter(Boolean);
    const { community } = place.member;
    const found = await threadsTitled(tx, [community.id], { words: named, limit: mostFound });
    return {
      ...place,
      found: found.filter(({ id }) => id !== place.thread.id),
      preview: into === null || place.thread.hasPoll ? null : await target(tx, place, into),
    };
  });
  const { member, thread, preview } = page;
  const { id } = member.community;
  render(req, res, 'moderation/merge', {
    section: 'talk',
    reader: member,
    thread,
    words,
    found: page.found,
    preview,
    action: moderationPaths.merge(id, thread.id),
    back: moderationPaths.threadCare(id, thread.id),
    errors,
  });
}

/** `GET …/threads/<id>/care/merge`: which thread it could go on in, and what would come of it. */
export function mergePage(db: Database) {
  return (req: Request, res: Response): Promise<void> => showMerge(db, { req, res }, {});
}

/** `POST …/threads/<id>/care/merge`: puts its posts behind those of another thread. */
export function mergeThread(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const form = MergeForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      return showMerge(db, { req, res }, z.flattenError(form.error).fieldErrors);
    }
    const path = await db.within(personIn(req).organizationId, async (tx) => {
      const place = await careAtThread(tx, req);
      const into = await target(tx, place, form.data.into);
      await mergeThreads(tx, place, into);
      const { id: threadId } = place.thread;
      await logThread(tx, place, { threadId, deed: 'merged', afterState: into.id });
      await logThread(tx, place, { threadId: into.id, deed: 'took_in', beforeState: threadId });
      return discussionPaths.post(place.member.community.id, into.id, into.lastPostNo + 1);
    });
    return res.redirect(303, path);
  };
}
