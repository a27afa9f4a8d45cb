import type { Generated } from 'kysely';
import type { BornAt, Owned } from './columns.ts';

export type Rule = 'off_topic' | 'unkind' | 'private' | 'spam' | 'wrong' | 'other';

interface Reports extends Owned {
  id: string;
  postId: string;
  reporterId: string;
  reason: Rule;
  words: string | null;
  state: Generated<'open' | 'upheld' | 'rejected'>;
  createdAt: BornAt;
  answeredBy: string | null;
  answeredAt: Date | null;
  note: string | null;
}

interface ModerationLog extends Owned {
  id: string;
  communityId: string;
  threadId: string;
  postId: string | null;
  actorId: string;
  actorRole: 'facilitator';
  deed:
    | 'hidden'
    | 'redacted'
    | 'deleted'
    | 'restored'
    | 'left'
    | 'upheld'
    | 'unsealed'
    | 'closed'
    | 'reopened'
    | 'timed'
    | 'slowed'
    | 'pinned'
    | 'unpinned'
    | 'moved'
    | 'arrived'
    | 'merged'
    | 'took_in'
    | 'split'
    | 'split_off';
  rule: Rule | null;
  words: string | null;
  beforeState: string | null;
  afterState: string | null;
  originalRevisionNo: number | null;
  createdAt: BornAt;
}

interface Appeals extends Owned {
  id: string;
  decisionId: string;
  kind: 'appeal' | 'mended';
  words: string | null;
  state: Generated<'open' | 'granted' | 'declined'>;
  createdAt: BornAt;
  answeredBy: string | null;
  answeredAt: Date | null;
  answer: string | null;
}

export interface ModerationTables {
  reports: Reports;
  moderationLog: ModerationLog;
  appeals: Appeals;
}
