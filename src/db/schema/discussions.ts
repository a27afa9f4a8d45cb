import type { Generated, GeneratedAlways } from 'kysely';
import type { BornAt, Owned } from './columns.ts';

interface Threads extends Owned {
  id: string;
  communityId: string;
  kind: 'discussion' | 'question' | 'idea' | 'announcement' | 'introduction';
  title: string;
  titleMarks: GeneratedAlways<string>;
  titleKey: Generated<string>;
  topicId: string | null;
  authorId: string | null;
  aliasNo: number | null;
  lastPostNo: number;
  lastPostAt: Date;
  lastPostBy: string | null;
  lastAliasNo: number | null;
  acceptedCount: Generated<number>;
  voteCount: Generated<number>;
  ideaState: IdeaState | null;
  standing: Generated<'visible' | 'hidden' | 'deleted'>;
  pinnedUntil: Date | null;
  lockedAt: Date | null;
  closesAt: Date | null;
  closesAfterDays: number | null;
  slowSeconds: number | null;
  isDelivered: Generated<boolean>;
  isFromOutside: Generated<boolean>;
  hasPrivateReplies: Generated<boolean>;
  mergedInto: string | null;
  mergedAfterNo: number | null;
  createdAt: BornAt;
}

type IdeaState = 'raised' | 'trying' | 'adopted' | 'dropped';

interface Posts extends Owned {
  id: string;
  threadId: string;
  postNo: number;
  authorId: string | null;
  aliasNo: number | null;
  parentNo: number | null;
  bodySource: string;
  bodyHtml: string;
  triedSource: string | null;
  triedHtml: string | null;
  rendererVersion: number;
  revisionNo: Generated<number>;
  editedAt: Date | null;
  standing: Generated<'visible' | 'hidden' | 'redacted' | 'deleted' | 'moved'>;
  movedTo: string | null;
  acceptedCount: Generated<number>;
  endorsedCount: Generated<number>;
  thanksCount: Generated<number>;
  helpedCount: Generated<number>;
  sameCount: Generated<number>;
  changeNo: Generated<number>;
  createdAt: BornAt;
}

interface Aliases extends Owned {
  threadId: string;
  personId: string;
  aliasNo: number;
  createdAt: BornAt;
}

interface PostMarks extends Owned {
  postId: string;
  kind: 'accepted' | 'endorsed';
  personId: string;
  createdAt: BornAt;
}

interface Reactions extends Owned {
  postId: string;
  kind: 'thanks' | 'helped' | 'same';
  personId: string;
  createdAt: BornAt;
}

interface ThreadVotes extends Owned {
  threadId: string;
  personId: string;
  createdAt: BornAt;
}

interface ScheduledThreads extends Owned {
  id: string;
  communityId: string;
  authorId: string;
  title: string;
  kind: Threads['kind'];
  isAnonymous: boolean;
  fields: unknown;
  timeZone: string | null;
  postAt: Date;
  heldBecause: string | null;
  withdrawnAt: Date | null;
  createdAt: BornAt;
}

interface IdeaSteps extends Owned {
  threadId: string;
  stepNo: number;
  state: IdeaState;
  reason: string;
  personId: string;
  createdAt: BornAt;
}

interface PostRevisions extends Owned {
  postId: string;
  revisionNo: number;
  bodySource: string;
  triedSource: string | null;
  editedBy: string | null;
  reason: string | null;
  createdAt: Date;
}

interface Bookmarks extends Owned {
  personId: string;
  postId: string;
  createdAt: BornAt;
}

interface PostMentions extends Owned {
  postId: string;
  namedId: string;
  personId: string;
}

interface Watches extends Owned {
  personId: string;
  scope: 'community' | 'topic' | 'thread';
  scopeId: string;
  level: 'muted' | 'normal' | 'tracking' | 'watching';
  reason: 'chosen' | 'started' | 'replied' | 'mentioned';
  updatedAt: BornAt;
}

interface HelperAsks extends Owned {
  threadId: string;
  personId: string;
  askedAt: BornAt;
}

interface ThreadReaders extends Owned {
  threadId: string;
  personId: string;
  lastReadNo: number;
  lastVisitAt: BornAt;
  wroteAt: Date | null;
}

export interface DiscussionTables {
  threads: Threads;
  posts: Posts;
  aliases: Aliases;
  postMarks: PostMarks;
  reactions: Reactions;
  threadVotes: ThreadVotes;
  scheduledThreads: ScheduledThreads;
  ideaSteps: IdeaSteps;
  postRevisions: PostRevisions;
  bookmarks: Bookmarks;
  postMentions: PostMentions;
  watches: Watches;
  helperAsks: HelperAsks;
  threadReaders: ThreadReaders;
}
