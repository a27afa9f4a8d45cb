import { may, type Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import {
  discussionPaths,
  findThread,
  findThreadAgain,
  type OpenedThread,
} from '../discussions/index.ts';
import { findRemarkThread } from './remark-store.ts';

/**
 * Where a resource is talked about: in a thread; in none so far; in one that was taken away; or in one that
 * became a part of another, which is the address then.
 */
export type Whereabouts =
  | { state: 'thread'; thread: OpenedThread }
  | { state: 'none' }
  | { state: 'hidden' }
  | { state: 'elsewhere'; path: string };

function mayRead({ role }: Reader, { standing, isMine }: OpenedThread): boolean {
  if (standing === 'visible' || may(role, 'moderate')) return true;
  return standing === 'hidden' && isMine;
}

/** A thread that went to another community is that one's own: here it begins anew. */
export async function whereaboutsOf(
  tx: Transaction,
  reader: Reader,
  resourceId: string,
): Promise<Whereabouts> {
  const { community, personId } = reader;
  const threadId = await findRemarkThread(tx, resourceId);
  if (threadId === null) return { state: 'none' };
  const thread = await findThread(tx, { communityId: community.id, threadId }, personId);
  if (thread) return mayRead(reader, thread) ? { state: 'thread', thread } : { state: 'hidden' };
  const into = await findThreadAgain(tx, threadId);
  const isHere = into !== undefined && into.communityId === community.id;
  return isHere
    ? { state: 'elsewhere', path: discussionPaths.thread(community.id, into.id) }
    : { state: 'none' };
}
