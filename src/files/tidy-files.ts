import { z } from 'zod';
import { everyOrganization } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import type { Job } from '../jobs/index.ts';
import { tidyFolder } from './disk-storage.ts';
import type { FileStore } from './storage.ts';
import { deleteUnusedBlobs, deleteUnusedFiles } from './store.ts';
import { deleteOldUploads, uploadLimitMs } from './upload-store.ts';

/** A file that nothing shows, and a content that nobody gives, stay for so long. */
const graceMs = 86_400_000;
const atOnce = 100;

/** Deletes contents and their rows together: while it does, whoever gives one of them waits. */
function tidyBlobs(
  { db, files: { storage } }: { db: Database; files: FileStore },
  organizationId: string,
  before: Date,
): Promise<number> {
  return db.within(organizationId, async (tx) => {
    const hashes = await deleteUnusedBlobs(tx, { before, limit: atOnce });
    for (const sha256 of hashes) await storage.delete({ organizationId, sha256 });
    return hashes.length;
  });
}

/** Deletes, once an hour, the files that nothing shows and the contents that no file holds. */
export function tidyFiles({
  db,
  files,
  now,
}: {
  db: Database;
  files: FileStore;
  now: () => Date;
}): Job<object> {
  return {
    name: 'tidy-files',
    payload: z.strictObject({}),
    everySeconds: 3600,
    atOnce: 1,
    limitSeconds: 600,
    retries: 3,
    firstPauseSeconds: 60,
    work: async (_, signal) => {
      const before = new Date(now().getTime() - graceMs);
      // What a process that died left of an upload.
      await tidyFolder(files.incoming, before);
      await files.storage.tidy(before);
      for await (const id of everyOrganization(db)) {
        await db.within(id, (tx) =>
          deleteOldUploads(tx, new Date(now().getTime() - uploadLimitMs)),
        );
        const part = { before, limit: atOnce };
        while ((await db.within(id, (tx) => deleteUnusedFiles(tx, part))) === atOnce)
          signal.throwIfAborted();
        while ((await tidyBlobs({ db, files }, id, before)) === atOnce) signal.throwIfAborted();
      }
    },
  };
}
