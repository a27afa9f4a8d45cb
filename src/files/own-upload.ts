import { z } from 'zod';
import { NotFound } from '../errors.ts';
import type { Giver } from './file.ts';
import type { Giving } from './give-file.ts';
import { findUpload, uploadLimitMs, type Upload } from './upload-store.ts';

/** What taking in uploads stands on. */
export interface Uploading extends Giving {
  now: () => Date;
}

/** What began before is over. */
export const sinceIn = ({ now }: Uploading): Date => new Date(now().getTime() - uploadLimitMs);

/** @throws NotFound where it is not this person's own, or its time is over */
export async function ownUpload(
  room: Uploading,
  giver: Giver,
  id: string | undefined,
): Promise<Upload> {
  const known = z.uuid().safeParse(id).data;
  const whose = { ...giver, since: sinceIn(room) };
  const upload =
    known && (await room.db.within(giver.organizationId, (tx) => findUpload(tx, whose, known)));
  if (!upload) throw new NotFound('No such upload of theirs');
  return upload;
}

/** The limits for what arrives in parts. */
export function forParts({ db, files }: Giving): Giving {
  const limits = { ...files.limits, fileBytes: files.limits.uploadBytes };
  return { db, files: { ...files, limits } };
}
