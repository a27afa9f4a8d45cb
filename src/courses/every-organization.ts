import type { Database } from '../db/index.ts';
import { everyId } from './every-id.ts';
import { organizationIds } from './roster-store.ts';

const atOnce = 500;

/** Every organization there is, by its id: for work that is done in each of them. */
export const everyOrganization = (db: Database): AsyncGenerator<string> =>
  everyId((after) => db.atTheDoor((tx) => organizationIds(tx, { after, limit: atOnce })));
