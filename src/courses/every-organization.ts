import type { Database } from '../db/index.ts';
import { organizationIds } from './roster-store.ts';

const atOnce = 500;

/** Every organization there is, by its id: for work that is done in each of them. */
export async function* everyOrganization(db: Database): AsyncGenerator<string> {
  let after: string | null = null;
  do {
    const page = { after, limit: atOnce };
    const ids: string[] = await db.atTheDoor((tx) => organizationIds(tx, page));
    yield* ids;
    after = ids.at(-1) ?? null;
  } while (after !== null);
}
