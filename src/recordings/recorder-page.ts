import type { Request, Response } from 'express';
import { memberOf } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { bytesPerMb, filePaths, recordingsLeft, type FileStore } from '../files/index.ts';
import { GivenTitle, resourcePaths } from '../resources/index.ts';
import { personIn } from '../sessions/index.ts';
import { clockOf } from '../watching/index.ts';
import { render } from '../web/index.ts';
import { recordingPaths } from './paths.ts';
import { mostMinutes, sources } from './recording.ts';

/** What recording stands on. */
export interface Recorder {
  db: Database;
  files: FileStore;
  now: () => Date;
}

/** Shows where one records, and offers what was recorded and not posted. */
export async function showRecorder(
  room: Recorder,
  { req, res }: { req: Request; res: Response },
  problem: string | null = null,
): Promise<void> {
  const session = personIn(req);
  const { organizationId, personId } = session;
  const { title } = GivenTitle.parse(req.query);
  const { reader, left } = await room.db.within(organizationId, async (tx) => {
    const member = await memberOf(tx, session, req.params['communityId']);
    const giver = { organizationId, communityId: member.community.id, personId };
    return { reader: member, left: await recordingsLeft(tx, room, giver) };
  });
  const { id } = reader.community;
  render(req, res, 'recordings/record', {
    section: 'library',
    reader,
    problem,
    prepared: title,
    library: resourcePaths.library(id),
    share: resourcePaths.giveForm(id),
    recorder: recordingPaths.recorder(id),
    pass: recordingPaths.passFor(id, title),
    ownWindow: recordingPaths.ownWindow,
    uploads: filePaths.uploads(id),
    sources,
    mostMinutes,
    mostMb: room.files.limits.uploadBytes / bytesPerMb,
    left: left.map((recording) => ({
      ...recording,
      length: clockOf(Math.round(recording.recordedMs / 1000)),
      path: recordingPaths.recording(id, recording.id),
    })),
  });
}

/** `GET …/library/record` */
export function recorderPage(room: Recorder) {
  return (req: Request, res: Response): Promise<void> => showRecorder(room, { req, res });
}
