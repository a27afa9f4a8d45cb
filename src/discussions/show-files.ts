import type { Transaction } from '../db/index.ts';
import { filesNamedIn, setUses } from '../files/index.ts';
import type { Words } from './words.ts';

/**
 * Lets a post show the files that its words name, and no others.
 *
 * @param writerId whose files it may begin to show; null where it only goes on, or ceases to
 */
export function showFiles(
  tx: Transaction,
  post: { organizationId: string; id: string },
  { body, tried }: Words,
  writerId: string | null,
): Promise<void> {
  const fileIds = filesNamedIn(`${body}\n${tried}`);
  return setUses(tx, { kind: 'post', ...post }, { fileIds, writerId });
}
