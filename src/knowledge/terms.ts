import type { Transaction } from '../db/index.ts';
import type { Words } from '../web/index.ts';

/** Makes HTML of an article of this community say what the words in it mean, from a room above. */
export type FindTerms = (
  tx: Transaction,
  communityId: string,
) => Promise<(html: string, say: Words) => string>;
