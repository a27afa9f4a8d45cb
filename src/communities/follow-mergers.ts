import type { ErrorRequestHandler } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { sessionIn } from '../sessions/index.ts';
import { findSuccessor } from './merge-store.ts';

const address = /^\/communities\/([^/?]+)(.*)$/;

/**
 * Leads an address of a merged community to where it went. Asked only when there is nothing at the address,
 * so that nobody else waits for it; a form that was open when the merger came arrives with all its fields.
 */
export function followMergers(db: Database): ErrorRequestHandler {
  return async (error, req, res, next) => {
    const session = sessionIn(req);
    const [, named, rest] = address.exec(req.originalUrl) ?? [];
    const id = z.uuid().safeParse(named).data;
    if (!(error instanceof NotFound) || !session || !id) return next(error);
    const into = await db.within(session.organizationId, (tx) => findSuccessor(tx, id));
    if (!into) return next(error);
    return res.redirect(307, `/communities/${into}${rest}`);
  };
}
