import type { Transaction } from '../db/index.ts';
import type { Article } from './article.ts';

/** Something of the community that is near to an article. */
interface Related {
  title: string;
  path: string;
  isThread: boolean;
}

/** What is near to an article, as far as everybody may read it who reads its community, from a room above. */
export type FindRelated = (
  tx: Transaction,
  article: Pick<Article, 'id' | 'communityId'>,
) => Promise<Related[]>;
