import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { bearerIn, type Bearing } from '../files/index.ts';
import { signedIn, type Session } from '../sessions/index.ts';
import { findCaptions } from './caption-store.ts';

/** What sending captions stands on. */
export interface Sending extends Bearing {
  db: Database;
  /** Whether this visit may see the recording of this id. */
  mayWatch: (tx: Transaction, session: Session, recordingId: string) => Promise<boolean>;
}

/** `GET /files/captions/<id>`: captions for a player, to whoever may see what they are captions of. */
export function sendCaptions(sending: Sending) {
  return async (req: Request, res: Response): Promise<void> => {
    const id = z.uuid().safeParse(req.params['captionsId']).data;
    if (!id) throw new NotFound('No such captions');
    const session = (await bearerIn(sending, req, id)) ?? signedIn(req);
    const captions = await sending.db.within(session.organizationId, async (tx) => {
      const found = await findCaptions(tx, id);
      const isTheirs = found && (await sending.mayWatch(tx, session, found.resourceId));
      return isTheirs ? found : null;
    });
    if (!captions) throw new NotFound('No such captions of theirs');
    res.set('Cache-Control', 'private, no-cache');
    res.type('text/vtt').send(captions.webVtt);
  };
}
