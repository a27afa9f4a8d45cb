import type { ErrorRequestHandler } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { sessionIn } from '../sessions/index.ts';
import { discussionPaths } from './paths.ts';
import { findSuccessor } from './successor-store.ts';
import { pageStart } from './thread.ts';

const address =
  /^\/communities\/[^/]+\/threads\/([^/?]+)(?:\/posts\/(\d{1,6}))?([^?]*)(?:\?(.*))?$/;

/**
 * Leads an address of a merged thread to where its posts went, each by the number that it has there. Asked
 * only when there is nothing at the address; a form that was open arrives with all its fields.
 */
export function followThreads(db: Database): ErrorRequestHandler {
  return async (error, req, res, next) => {
    const session = sessionIn(req);
    const [, named, postNo, rest = '', query] = address.exec(req.originalUrl) ?? [];
    const threadId = z.uuid().safeParse(named).data;
    if (!(error instanceof NotFound) || !session || !threadId) return next(error);
    const into = await db.within(session.organizationId, (tx) => findSuccessor(tx, threadId));
    if (!into) return next(error);
    const thread = discussionPaths.thread(into.communityId, into.id);
    const post = postNo === undefined ? '' : `/posts/${Number(postNo) + into.afterNo}`;
    const asked = new URLSearchParams(query);
    const from = Number(asked.get('from'));
    if (from > 0) asked.set('from', String(pageStart(from + into.afterNo)));
    const search = asked.size > 0 ? `?${asked.toString()}` : '';
    return res.redirect(307, `${thread}${post}${rest}${search}`);
  };
}
