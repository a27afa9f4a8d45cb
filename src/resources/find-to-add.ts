import { fold } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { resourcesTitled, type Neighbour } from './relation-store.ts';

const mostFound = 20;

/** Resources with what was typed in their title, to choose one from: those that are there already are left out. */
export async function findToAdd(
  tx: Transaction,
  communityId: string,
  { words, known }: { words: string; known: readonly { id: string }[] },
): Promise<Neighbour[]> {
  const look = { words: fold(words).split(/\s+/).filter(Boolean), limit: mostFound };
  const found = await resourcesTitled(tx, communityId, look);
  const ids = new Set(known.map(({ id }) => id));
  return found.filter(({ id }) => !ids.has(id));
}
