import type { Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import type { OpenedThread } from './thread.ts';

/** What the talk shows of what two members say in private, which a room above keeps to itself. */
export interface InPrivate {
  /** What concerns this reader on a page of a thread, by the numbers of its posts. */
  onPage(
    tx: Transaction,
    reader: Reader,
    page: { thread: OpenedThread; from: number; limit: number; marksSeen: boolean },
  ): Promise<Map<number, readonly object[]>>;
  /** How much was written for this reader that they have not seen, and where the first of it is. */
  waiting(tx: Transaction, reader: Reader): Promise<{ count: number; path: string } | null>;
}
