import { findReader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import type { HeldFile } from '../files/index.ts';
import type { Session } from '../sessions/index.ts';
import { isForEverybody, maySee, type Resource } from './resource.ts';
import { findResource } from './store.ts';

/** The resource, wherever it stands by now, if this visit may see it, and whether they do among its readers. */
async function findSeen(
  tx: Transaction,
  session: Session,
  id: string,
): Promise<{ resource: Resource; isInside: boolean } | null> {
  const resource = await findResource(tx, id, session.personId);
  if (!resource) return null;
  const { reader } = await findReader(tx, session, resource.communityId);
  const isInside = reader !== null && maySee(resource, reader);
  return isInside || isForEverybody(resource) ? { resource, isInside } : null;
}

/** The resource, wherever it stands by now, if this visit may see it. */
export async function findReadable(
  tx: Transaction,
  session: Session,
  id: string,
): Promise<Resource | null> {
  return (await findSeen(tx, session, id))?.resource ?? null;
}

/**
 * Whether this visit may see a file that the resource shows. Whoever sees it because everybody may sees what it is now,
 * not the files that it was before.
 */
export async function mayReadResource(
  tx: Transaction,
  session: Session,
  { id, fileId }: HeldFile,
): Promise<boolean> {
  const seen = await findSeen(tx, session, id);
  if (!seen) return false;
  const { file, preview } = seen.resource;
  return seen.isInside || fileId === file?.id || fileId === preview?.pictureId;
}
