import type { Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';

/** What a thread is about, where it stands beside something that a room above keeps and its reader may see: by one question alone. */
export type FindSubject = (
  tx: Transaction,
  reader: Reader,
  threadId: string,
) => Promise<{ title: string; path: string } | null>;
