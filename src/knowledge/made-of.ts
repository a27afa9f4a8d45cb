import type { Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import type { Article } from './article.ts';

/** What an article was made from, as far as its reader may see that, for the view of a room above. */
export type FindSources = (
  tx: Transaction,
  reader: { communityId: Reader['community']['id'] },
  article: Pick<Article, 'id' | 'checkedAt'>,
) => Promise<object | null>;
