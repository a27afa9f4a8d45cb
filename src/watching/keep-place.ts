import type { Request, RequestHandler, Response } from 'express';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf } from '../web/index.ts';
import { PlaceForm } from './forms.ts';
import { upsertPlace } from './place-store.ts';
import type { FindRecording } from './recording.ts';

/** `POST …/place`: keeps how far its person is, and how they like to watch. */
export function keepPlace(db: Database, find: FindRecording): RequestHandler {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const place = bodyOf(req, PlaceForm);
    const { organizationId, personId } = session;
    await db.within(organizationId, async (tx) => {
      const { recording } = await find(tx, session, req.params);
      await upsertPlace(tx, { organizationId, resourceId: recording.id, personId }, place);
    });
    res.status(204).end();
  };
}
