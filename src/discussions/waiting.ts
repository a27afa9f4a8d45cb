import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { may, memberOf, type Member } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { WishForm } from './forms.ts';
import { discussionPaths } from './paths.ts';
import type { Reading } from './read-thread.ts';
import { Refused } from './refuse-reply.ts';
import {
  holdScheduled,
  lockScheduled,
  scheduledIn,
  updateWithdrawn,
  type ScheduledThread,
} from './scheduled-store.ts';
import { postScheduled } from './scheduled.ts';

/** What this member sees of what waits: their own, and whoever leads what others wrote under their names. */
function lookAtScheduled({ community, personId, role }: Member) {
  return { communityId: community.id, personId, leads: may(role, 'moderate') };
}

/** One that waits, for whoever sees it; nobody else does anything to it meanwhile. @throws NotFound | Forbidden */
export async function scheduledAt(
  tx: Transaction,
  req: Request,
): Promise<{ member: Member; scheduled: ScheduledThread }> {
  const member = await memberOf(tx, personIn(req), req.params['communityId']);
  const { communityId, personId, leads } = lookAtScheduled(member);
  const id = z.uuid().safeParse(req.params['scheduledId']).data;
  const scheduled = id && (await lockScheduled(tx, id));
  if (!scheduled || scheduled.communityId !== communityId) throw new NotFound('Nothing waits here');
  const isTheirs = scheduled.authorId === personId || (leads && !scheduled.isAnonymous);
  if (!isTheirs) throw new NotFound('Not theirs to see');
  return { member, scheduled };
}

/** One that waits, as a line of the list. */
function lineOf(
  scheduled: ScheduledThread & { authorName: string | null },
  { community: { id: communityId }, personId, role }: Member,
) {
  const isMine = scheduled.authorId === personId;
  const { id } = scheduled;
  return {
    ...scheduled,
    isMine,
    mayChange: isMine && may(role, 'schedule'),
    change: discussionPaths.scheduled(communityId, id),
    posting: discussionPaths.posting(communityId, id),
    withdrawal: discussionPaths.withdrawal(communityId, id),
  };
}

/** `GET …/threads/waiting`: what is to be posted later. */
export function waitingPage({ db }: Reading) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { member, rows } = await db.within(session.organizationId, async (tx) => {
      const member = await memberOf(tx, session, req.params['communityId']);
      return { member, rows: await scheduledIn(tx, lookAtScheduled(member)) };
    });
    const lines = rows.map((row) => lineOf(row, member));
    render(req, res, 'discussions/waiting', {
      section: 'talk',
      reader: member,
      scheduled: lines.filter(({ withdrawnAt }) => withdrawnAt === null),
      withdrawn: lines.filter(({ withdrawnAt }) => withdrawnAt !== null),
      list: discussionPaths.list(member.community.id),
      isSaved: req.query['saved'] !== undefined,
    });
  };
}

/** Keeps what could not be posted, with the reason. */
function hold(db: Database, req: Request, reason: string): Promise<string> {
  return db.within(personIn(req).organizationId, async (tx) => {
    const { member, scheduled } = await scheduledAt(tx, req);
    await holdScheduled(tx, scheduled.id, reason);
    return discussionPaths.waiting(member.community.id);
  });
}

/** `POST …/threads/waiting/<id>/posting`: posts it now, in its author's name. */
export function postNow({ db, now }: Reading): RequestHandler {
  return async (req, res) => {
    try {
      const path = await db.within(personIn(req).organizationId, async (tx) => {
        const { member, scheduled } = await scheduledAt(tx, req);
        if (scheduled.withdrawnAt) throw new NotFound('It was withdrawn');
        const threadId = await postScheduled(tx, scheduled, now());
        return discussionPaths.thread(member.community.id, threadId);
      });
      res.redirect(303, path);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      res.redirect(303, await hold(db, req, error.message));
    }
  };
}

/** `POST …/threads/waiting/<id>/withdrawal`: withdraws it, or lets it wait again. */
export function withdraw({ db, now }: Reading): RequestHandler {
  return async (req, res) => {
    const { wish } = bodyOf(req, WishForm);
    const path = await db.within(personIn(req).organizationId, async (tx) => {
      const { member, scheduled } = await scheduledAt(tx, req);
      await updateWithdrawn(tx, scheduled.id, wish === 'give' ? now() : null);
      if (wish === 'take back' && scheduled.postAt <= now())
        await holdScheduled(tx, scheduled.id, 'scheduled.held.past');
      return discussionPaths.waiting(member.community.id);
    });
    res.redirect(303, path);
  };
}
