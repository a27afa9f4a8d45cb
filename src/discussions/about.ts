import type { Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import type { OpenedThread } from './thread.ts';

/** What a thread is about, where it stands beside something that a room above keeps and its reader may see: by one question alone. */
export type FindSubject = (
  tx: Transaction,
  reader: Reader,
  thread: Pick<OpenedThread, 'id' | 'isFromOutside'>,
) => Promise<{ title: string; path: string } | null>;

/** The articles that posts of a thread became, as far as everybody in its community reads them: by one question alone. */
export type FindArticles = (
  tx: Transaction,
  thread: { communityId: string; threadId: string },
) => Promise<{ title: string; path: string }[]>;
