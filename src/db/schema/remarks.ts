import type { Owned } from './columns.ts';

interface RemarkThreads extends Owned {
  resourceId: string;
  threadId: string;
}

interface RemarkMoments extends Owned {
  postId: string;
  seconds: number;
}

export interface RemarkTables {
  remarkThreads: RemarkThreads;
  remarkMoments: RemarkMoments;
}
