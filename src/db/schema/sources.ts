import type { BornAt, Owned } from './columns.ts';

interface ArticleSources extends Owned {
  articleId: string;
  postId: string;
  revisionNo: number;
  threadId: string;
  createdAt: BornAt;
}

export interface SourceTables {
  articleSources: ArticleSources;
}
