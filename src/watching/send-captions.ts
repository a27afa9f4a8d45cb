import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { bearerIn, type Bearing } from '../files/index.ts';
import { signedIn, type Session } from '../sessions/index.ts';
import { findCaptions } from './caption-store.ts';
import { later, readCaptions, writeCaptions } from './web-vtt.ts';

/** What sending captions stands on. */
export interface Sending extends Bearing {
  db: Database;
  /** Where what is meant of a recording begins, in milliseconds; null where this visit may not see it. */
  beginningOf: (tx: Transaction, session: Session, recordingId: string) => Promise<number | null>;
}

/** A player counts from the beginning of the file, also where not all of it is meant. */
function captionsFrom({ webVtt }: { webVtt: string }, beginningMs: number): string {
  return beginningMs === 0 ? webVtt : writeCaptions(later(readCaptions(webVtt), beginningMs));
}

/** `GET /files/captions/<id>`: captions for a player, to whoever may see what they are captions of. */
export function sendCaptions(sending: Sending) {
  return async (req: Request, res: Response): Promise<void> => {
    const id = z.uuid().safeParse(req.params['captionsId']).data;
    if (!id) throw new NotFound('No such captions');
    const session = (await bearerIn(sending, req, id)) ?? signedIn(req);
    const captions = await sending.db.within(session.organizationId, async (tx) => {
      const found = await findCaptions(tx, id);
      const beginning = found && (await sending.beginningOf(tx, session, found.resourceId));
      return found && typeof beginning === 'number' ? captionsFrom(found, beginning) : null;
    });
    if (captions === null) throw new NotFound('No such captions of theirs');
    res.set('Cache-Control', 'private, no-cache');
    res.type('text/vtt').send(captions);
  };
}
