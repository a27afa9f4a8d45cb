import type { Generated } from 'kysely';
import type { BornAt, Owned } from './columns.ts';

interface Polls extends Owned {
  threadId: string;
  question: string;
  mostChoices: number;
  shows: 'always' | 'voted' | 'closed';
  isSecret: boolean;
  closesAt: Date | null;
  closedAt: Date | null;
  voterCount: Generated<number>;
  createdAt: BornAt;
}

interface PollOptions extends Owned {
  threadId: string;
  optionNo: number;
  words: string;
  voteCount: Generated<number>;
}

interface PollBallots extends Owned {
  threadId: string;
  personId: string;
  choices: number[];
  votedAt: Generated<Date>;
}

export interface PollTables {
  polls: Polls;
  pollOptions: PollOptions;
  pollBallots: PollBallots;
}
