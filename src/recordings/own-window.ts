import type { Request, Response } from 'express';
import { z } from 'zod';
import { memberOf } from '../communities/index.ts';
import { newId, type Database } from '../db/index.ts';
import { SignedOut } from '../errors.ts';
import { once } from '../people/index.ts';
import { GivenTitle } from '../resources/index.ts';
import { isPersonal, personIn, type PersonalSession, type Sessions } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { recordingPaths } from './paths.ts';
import { readPass, signPass, type WindowPass } from './window-pass.ts';

/** What a window of its own stands on. */
export interface Windows {
  db: Database;
  sessions: Pick<Sessions, 'find' | 'goOn' | 'welcome'>;
  windowKey: Uint8Array;
  now: () => Date;
}

/** `POST …/record/window`: a pass for a window that begins within the next minute. */
export function givePass({ db, windowKey, now }: Windows) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, id: sessionId } = session;
    const { community } = await db.within(organizationId, (tx) =>
      memberOf(tx, session, req.params['communityId']),
    );
    const { title } = GivenTitle.parse(req.query);
    const pass = { organizationId, sessionId, communityId: community.id, title, key: newId() };
    res.json({ pass: signPass(windowKey, pass, now()) });
  };
}

const PassForm = z.object({ pass: z.string().max(2000).catch('') });

async function bearerOf(
  { sessions }: Windows,
  { organizationId, sessionId }: WindowPass,
): Promise<PersonalSession> {
  const session = await sessions.find({ organizationId, id: sessionId });
  if (!session || !isPersonal(session)) throw new SignedOut('The visit has ended');
  return session;
}

/**
 * `POST /recorder`: goes on with a visit in a window of its own. A frame's cookie does not reach it, and a pass in
 * an address would be kept in histories, so it comes in the body of a form and the page carries the visit.
 */
export function openRecorder(windows: Windows) {
  return async (req: Request, res: Response): Promise<void> => {
    const { db, sessions, windowKey, now } = windows;
    const pass = readPass(windowKey, bodyOf(req, PassForm).pass, now());
    if (!pass) throw new SignedOut('No pass that is good');
    const session = await bearerOf(windows, pass);
    const { organizationId, personId } = session;
    let token: string | null = null;
    const submission = { organizationId, personId, key: pass.key };
    const destination = await once(db, submission, async (tx) => {
      token = await sessions.goOn(tx, session);
      const { communityId, title } = pass;
      return recordingPaths.recorderFor(communityId, title);
    });
    // Used before: whoever reloads the window finds in it what it carries.
    if (token === null) return res.redirect(303, destination);
    sessions.welcome(req, res, session);
    return render(req, res, 'home/arrive', { token, destination, layout: 'bare' });
  };
}
