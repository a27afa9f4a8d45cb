import { readerOf } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import type { Holder } from '../files/index.ts';
import type { Session } from '../sessions/index.ts';
import { maySee, type Resource } from './resource.ts';
import { findResource } from './store.ts';

/** The resource, wherever it stands by now, if this visit may see it. */
export async function findReadable(
  tx: Transaction,
  session: Session,
  id: string,
): Promise<Resource | null> {
  const resource = await findResource(tx, id, session.personId);
  if (!resource) return null;
  try {
    return maySee(resource, await readerOf(tx, session, resource.communityId)) ? resource : null;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

/** Whether this visit may see the resource, and with it the file that it shows. */
export async function mayReadResource(
  tx: Transaction,
  session: Session,
  { id }: Holder,
): Promise<boolean> {
  return (await findReadable(tx, session, id)) !== null;
}
