import { z } from 'zod';
import type { Leaving } from '../leaving.ts';
import { Id } from '../manifest.ts';
import { peopleLeaving } from './people-store.ts';

/** Somebody whom the archive names, as a line of it. */
export const Person = z.object({
  id: Id,
  name: z.string().max(500).nullable(),
  /** What they were in the community. */
  role: z.enum(['facilitator', 'member']).nullable(),
});
export type Person = z.infer<typeof Person>;

const atOnce = 500;

/** Everybody whom what has left names, by the names that members see, and nothing else of them. */
export async function* leavePeople({
  db,
  organizationId,
  communityId,
  people,
}: Leaving): AsyncGenerator<Person[]> {
  const ids = [...people].toSorted();
  for (let from = 0; from < ids.length; from += atOnce)
    yield await db.within(organizationId, (tx) =>
      peopleLeaving(tx, communityId, ids.slice(from, from + atOnce)),
    );
}
