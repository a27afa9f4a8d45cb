import type { BornAt, Owned } from './columns.ts';
import type { Rule } from './moderation.ts';

interface PrivateReplies extends Owned {
  id: string;
  postId: string;
  answererId: string;
  isFromAuthor: boolean;
  bodySource: string;
  bodyHtml: string;
  rendererVersion: number;
  createdAt: BornAt;
  seenAt: Date | null;
  removedAt: Date | null;
  withdrawnAt: Date | null;
  reportState: 'open' | 'upheld' | 'rejected' | null;
  reportReason: Rule | null;
  reportWords: string | null;
  reportedAt: Date | null;
  reportAnsweredBy: string | null;
  reportAnsweredAt: Date | null;
}

export interface PrivateReplyTables {
  privateReplies: PrivateReplies;
}
