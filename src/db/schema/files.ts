import type { ColumnType } from 'kysely';
import type { BornAt, Owned } from './columns.ts';

interface Blobs extends Owned {
  sha256: string;
  sizeBytes: ColumnType<string, number, never>;
  lastGivenAt: BornAt;
}

interface Files extends Owned {
  id: string;
  communityId: string;
  givenBy: string;
  sha256: string;
  sizeBytes: ColumnType<string, number, never>;
  name: string;
  mediaType: string;
  width: number | null;
  height: number | null;
  madeFrom: ColumnType<string | null, string | null | undefined, never>;
  createdAt: BornAt;
}

interface Uploads extends Owned {
  id: string;
  communityId: string;
  givenBy: string;
  name: string;
  changedAtMs: ColumnType<string, number, never>;
  sizeBytes: ColumnType<string | null, number | null, number>;
  arrivedBytes: ColumnType<string, number | undefined, number>;
  recordedMs: ColumnType<string | null, number | null | undefined, number>;
  fileId: string | null;
  createdAt: BornAt;
}

interface UploadParts extends Owned {
  uploadId: string;
  firstByte: ColumnType<string, number, never>;
  name: string;
}

interface FileUses extends Owned {
  fileId: string;
  holderKind: 'post' | 'resource' | 'article' | 'article head';
  holderId: string;
  isShown: boolean;
}

interface FileTexts extends Owned {
  sha256: string;
  body: ColumnType<string, string | undefined, string>;
  /** Kept by triggers, like the words. */
  folded: ColumnType<string, never, never>;
  words: ColumnType<string, never, never>;
  problem: 'locked' | 'damaged' | 'large' | 'slow' | 'heavy' | 'lost' | null;
  notedAt: BornAt;
  readAt: Date | null;
}

export interface FileTables {
  blobs: Blobs;
  files: Files;
  uploads: Uploads;
  uploadParts: UploadParts;
  fileUses: FileUses;
  fileTexts: FileTexts;
}
