import type { Transaction } from '../db/index.ts';
import { beginningsOf, excerptOf, unsaidIn, wantedAmong, type Piece } from './excerpt.ts';
import { partsInside, type InsideOf } from './inside-store.ts';
import type { Hit } from './store.ts';

/** What a file of something found says of what was looked for, or its captions. */
export interface Inside {
  of: InsideOf;
  excerpt: Piece[];
}

/** What stands in the files of what was found and is not told by titles and descriptions already; by ids. */
export async function insideOf(
  tx: Transaction,
  hits: readonly Hit[],
  sought: readonly string[],
): Promise<Map<string, Inside>> {
  const wanting = hits.filter(
    ({ hasFiles, title, body }) => hasFiles && unsaidIn(`${title} ${body}`, sought).length > 0,
  );
  const ids = wanting.map(({ id }) => id);
  const parts = await partsInside(tx, ids, beginningsOf(sought));
  const isWanted = wantedAmong(sought);
  return new Map(
    parts.flatMap(({ id, of, text }): [string, Inside][] => {
      const excerpt = excerptOf(text, isWanted);
      return excerpt.some(({ isMarked }) => isMarked) ? [[id, { of, excerpt }]] : [];
    }),
  );
}
