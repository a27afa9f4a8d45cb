import { z } from 'zod';
import { inPages, noted, type Leaving } from '../leaving.ts';
import { Id, Moment } from '../manifest.ts';
import { filesLeaving } from './file-store.ts';

/** A file that members gave, as a line of an archive. */
export const StoredFile = z.object({
  id: Id,
  name: z.string().min(1).max(255),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  giver: Id,
  createdAt: Moment,
});
export type StoredFile = z.infer<typeof StoredFile>;

/** All but those whose contents the storage has lost. */
export async function* leaveFiles(leaving: Leaving): AsyncGenerator<StoredFile[]> {
  for await (const rows of inPages(leaving, (tx, page) => filesLeaving(tx, leaving, page)))
    yield rows
      .filter(({ id }) => !leaving.lost.has(id))
      .map(({ id, name, sha256, givenBy, createdAt }) => ({
        id,
        name,
        sha256,
        giver: noted(leaving, givenBy),
        createdAt,
      }));
}
