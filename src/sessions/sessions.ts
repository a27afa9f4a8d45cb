import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { Conflict, SignedOut } from '../errors.ts';
import { isSameProof, nearestLanguage, setContentSecurity } from '../web/index.ts';
import {
  isPersonal,
  type BeginningSession,
  type PersonalSession,
  type Session,
} from './session.ts';
import { sessionTokenOf } from './session-cookie.ts';
import { copySession, findSession, findSessionById, insertSession, touchSession } from './store.ts';

/** A busy session is written to once a minute, not once a request. */
const touchEveryMs = 60_000;

export interface SessionOptions {
  db: Database;
  idleMs: number;
  maxMs: number;
  formKey: Uint8Array;
  now: () => Date;
}

export interface Sessions {
  /** Begins a session in the launch's own transaction. @returns the token, 256 bits, kept here only hashed */
  start(tx: Transaction, session: BeginningSession): Promise<{ token: string; session: Session }>;
  /** Goes on with a visit in another window, until this one would end. @returns the token for it */
  goOn(tx: Transaction, session: Session): Promise<string>;
  /** Finds out who is looking, if anyone; pages that need somebody ask `signedIn`. */
  attach(): RequestHandler;
  /** The session of this id, if it goes on: for a link that was signed for it, which is no visit of its own. */
  find(id: Pick<Session, 'organizationId' | 'id'>): Promise<Session | null>;
  /** Makes this the session of the request, as for the page a launch is answered with. */
  welcome(req: Request, res: Response, session: Session): void;
  /** Refuses a form that another person's page sent, which happens when two use one browser. What has no fields says its token in a header. */
  checkFormToken(): RequestHandler;
}

const attached = new WeakMap<Request, Session>();

/** Who is looking, or null when no live session came with the request. */
export function sessionIn(req: Request): Session | null {
  return attached.get(req) ?? null;
}

/** @throws SignedOut when no live session came with the request */
export function signedIn(req: Request): Session {
  const session = attached.get(req);
  if (!session) throw new SignedOut('No session came with the request');
  return session;
}

/** @throws SignedOut when nobody in particular is looking */
export function personIn(req: Request): PersonalSession {
  const session = signedIn(req);
  if (!isPersonal(session)) throw new SignedOut('A visitor has nothing of their own');
  return session;
}

// The token is 256 random bits already: a fast hash hides it as well as a slow one.
const hashToken = (token: string) => createHash('sha256').update(token).digest('base64url');

function formTokenOf(key: Uint8Array, session: Session): string {
  // Of the person, not of the session: two tabs with two launches of one person are both theirs.
  const bearer = `${session.organizationId} ${session.personId ?? session.id}`;
  return createHmac('sha256', key).update(bearer).digest('base64url');
}

export function createSessions({ db, idleMs, maxMs, formKey, now }: SessionOptions): Sessions {
  async function find(token: string): Promise<Session | null> {
    const tokenHash = hashToken(token);
    const moment = now();
    const seenSince = new Date(moment.getTime() - idleMs);
    const sought = { tokenHash, now: moment, seenSince };
    const found = await db.askAtTheDoor((tx) => findSession(tx, sought));
    if (!found) return null;
    const { lastSeenAt, ...session } = found;
    const isStale = moment.getTime() - lastSeenAt.getTime() > touchEveryMs;
    if (isStale) await db.askAtTheDoor((tx) => touchSession(tx, tokenHash, moment));
    return session;
  }

  function welcome(req: Request, res: Response, session: Session): void {
    attached.set(req, session);
    res.locals['language'] = nearestLanguage([session.language, ...req.acceptsLanguages()]);
    res.locals['locale'] = session.language;
    res.locals['timeZone'] = session.timeZone;
    res.locals['isCalm'] = session.isCalm;
    res.locals['isPersonal'] = isPersonal(session);
    res.locals['formToken'] = formTokenOf(formKey, session);
    res.locals['hostOrigins'] = session.frameOrigins.join(' ');
    setContentSecurity(res, { frameAncestors: session.frameOrigins });
  }

  return {
    welcome,
    find: async (sought) => {
      const moment = now();
      const seenSince = new Date(moment.getTime() - idleMs);
      const still = { ...sought, now: moment, seenSince };
      return (await db.askAtTheDoor((tx) => findSessionById(tx, still))) ?? null;
    },
    start: async (tx, facts) => {
      const token = randomBytes(32).toString('base64url');
      const session = { ...facts, id: newId() };
      const expiresAt = new Date(now().getTime() + maxMs);
      await insertSession(tx, { ...session, tokenHash: hashToken(token), expiresAt });
      return { token, session };
    },
    goOn: async (tx, { id: from }) => {
      const token = randomBytes(32).toString('base64url');
      await copySession(tx, from, { id: newId(), tokenHash: hashToken(token) });
      return token;
    },
    attach: () => async (req, res, next) => {
      const token = sessionTokenOf(req);
      const session = token && (await find(token));
      if (session) welcome(req, res, session);
      next();
    },
    checkFormToken: () => (req, _res, next) => {
      const session = attached.get(req);
      if (!session || req.method !== 'POST') return next();
      const { _token } = z
        .object({ _token: z.string().catch(req.get('x-form-token') ?? '') })
        .parse(req.body ?? {});
      if (!isSameProof(_token, formTokenOf(formKey, session))) {
        throw new Conflict('The form belongs to another person who used this browser');
      }
      return next();
    },
  };
}
