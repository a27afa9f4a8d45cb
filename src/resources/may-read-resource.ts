import { readerOf } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import type { Holder } from '../files/index.ts';
import type { Session } from '../sessions/index.ts';
import { maySee } from './resource.ts';
import { findResource } from './store.ts';

/** Whether this visit may see the resource, and with it the file that it shows, wherever it stands by now. */
export async function mayReadResource(
  tx: Transaction,
  session: Session,
  { id }: Holder,
): Promise<boolean> {
  const resource = await findResource(tx, id, session.personId);
  if (!resource) return false;
  try {
    return maySee(resource, await readerOf(tx, session, resource.communityId));
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}
