import type { Database } from '../db/index.ts';
import type { Spool } from './storage.ts';
import { deleteUpload, partsOf, type Upload } from './upload-store.ts';

/** Forgets an upload, and takes away what has come of it. */
export async function dropUpload(
  { db, spool }: { db: Database; spool: Spool },
  { organizationId, id }: Pick<Upload, 'organizationId' | 'id'>,
): Promise<void> {
  const parts = await db.within(organizationId, async (tx) => {
    const names = await partsOf(tx, id);
    await deleteUpload(tx, id);
    return names;
  });
  for (const name of parts) await spool.delete(name);
}
