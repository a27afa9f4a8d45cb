import type { Generated } from 'kysely';
import type { Day, Owned } from './columns.ts';

/** Kept by triggers alone. */
interface SearchDocuments extends Owned {
  id: string;
  kind: 'thread' | 'post' | 'article' | 'resource' | 'collection';
  communityId: string;
  reach: 'community' | 'organization';
  threadId: string | null;
  postNo: number | null;
  title: string;
  body: string;
  words: string;
  topicId: string | null;
  authorId: string | null;
  trust: number;
  shownAt: Date;
  useful: Generated<number>;
  changedAt: Date;
}

interface SearchWords extends Owned {
  word: string;
}

interface SearchReadings extends Owned {
  readUntil: Date;
}

interface SearchGaps extends Owned {
  communityId: string;
  day: Day;
  words: string;
  times: Generated<number>;
}

export interface SearchTables {
  searchDocuments: SearchDocuments;
  searchWords: SearchWords;
  searchReadings: SearchReadings;
  searchGaps: SearchGaps;
}
