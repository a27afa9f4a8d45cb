import type { Transaction } from '../db/index.ts';
import { dropUpload } from './drop-upload.ts';
import { FileRefused, type Giver, type StoredFile } from './file.ts';
import { finishUpload } from './finish-upload.ts';
import { forParts, ownUpload, sinceIn, type Uploading } from './own-upload.ts';
import { recordingsOf, setLength, type Upload } from './upload-store.ts';

/** What was recorded, as far as it came, and is shown nowhere yet. */
export interface Recording {
  id: string;
  recordedMs: number;
  startedAt: Date;
}

/** What this person recorded in the community and has not posted; the latest first. */
export async function recordingsLeft(
  tx: Transaction,
  room: Uploading,
  giver: Giver,
): Promise<Recording[]> {
  const found = await recordingsOf(tx, { ...giver, since: sinceIn(room) });
  return found.map(({ id, recordedMs, createdAt }) => ({
    id,
    recordedMs: recordedMs ?? 0,
    startedAt: createdAt,
  }));
}

/**
 * Ends a recording wherever it stopped, and makes it a file; the same file for each time it is asked.
 *
 * @throws NotFound | FileRefused
 */
export async function endRecording(
  room: Uploading,
  giver: Giver,
  id: string | undefined,
): Promise<StoredFile> {
  const upload = await ownUpload(room, giver, id);
  const sizeBytes = upload.sizeBytes ?? upload.arrivedBytes;
  if (sizeBytes === 0) throw new FileRefused('empty');
  await room.db.within(giver.organizationId, (tx) => setLength(tx, upload.id, sizeBytes));
  const whole: Upload = { ...upload, sizeBytes };
  return finishUpload(forParts(room), giver, whole);
}

/** Throws a recording away, also where it became a file that nothing shows. @throws NotFound */
export async function dropRecording(
  room: Uploading,
  giver: Giver,
  id: string | undefined,
): Promise<void> {
  const { organizationId, id: uploadId } = await ownUpload(room, giver, id);
  const { db, files } = room;
  await dropUpload({ db, spool: files.spool }, { organizationId, id: uploadId });
}
