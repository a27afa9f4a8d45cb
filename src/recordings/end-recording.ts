import type { Request, Response } from 'express';
import { z } from 'zod';
import { memberOf } from '../communities/index.ts';
import { dropRecording, endRecording, FileRefused, tellRefused } from '../files/index.ts';
import { GivenTitle, resourcePaths } from '../resources/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf } from '../web/index.ts';
import { recordingPaths } from './paths.ts';
import { showRecorder, type Recorder } from './recorder-page.ts';

const EndForm = GivenTitle.extend({ wish: z.enum(['post', 'discard']) });

/** `POST …/library/record/<recording>`: goes on to post it, or throws it away. */
export function endOrDrop(room: Recorder) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { wish, title } = bodyOf(req, EndForm);
    const { community } = await room.db.within(organizationId, (tx) =>
      memberOf(tx, session, req.params['communityId']),
    );
    const giver = { organizationId, communityId: community.id, personId };
    const { recordingId } = z.object({ recordingId: z.string() }).parse(req.params);
    if (wish === 'discard') {
      await dropRecording(room, giver, recordingId);
      return res.redirect(303, recordingPaths.recorder(community.id));
    }
    try {
      const file = await endRecording(room, giver, recordingId);
      return res.redirect(303, resourcePaths.giveFile(community.id, file.id, title));
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      const told = { name: '', limits: room.files.limits };
      const problem = tellRefused({ req, res }, error, told);
      res.status(422);
      return showRecorder(room, { req, res }, problem);
    }
  };
}
