import type { Readable } from 'node:stream';
import { Unavailable } from '../errors.ts';
import type { FileLimits } from './file.ts';
import type { ScannerPlace } from './scanner.ts';

/** Where the bytes of a content lie: in its organization, under its hash. */
export interface Place {
  organizationId: string;
  sha256: string;
}

export interface Content {
  sha256: string;
  sizeBytes: number;
}

/** The first and the last byte of a part, both included. */
export interface ByteRange {
  first: number;
  last: number;
}

/** What there should be is not there. */
export class ContentMissing extends Error {
  override readonly name = 'ContentMissing';
}

/** Whether anything is there cannot be said now: the storage does not answer, or refuses to. */
export class StorageUnreachable extends Unavailable {}

/**
 * Where bytes are kept, each content once in its organization. It knows nothing of files or of rights. All of it
 * fails with StorageUnreachable where the storage cannot be asked.
 */
export interface Storage {
  /** Keeps all that the stream brings, or nothing of it; what is there already stays as it is. */
  put(organizationId: string, content: Readable): Promise<Content>;
  has(place: Place): Promise<boolean>;
  /** @throws ContentMissing */
  open(place: Place, range?: ByteRange): Promise<Readable>;
  /** Nothing happens where there is nothing. */
  delete(place: Place): Promise<void>;
  /** Everything that is kept, for comparing it with what should be. */
  list(): AsyncIterable<Place & Content>;
  /** Takes away what began to arrive before this moment and never came whole. */
  tidy(before: Date): Promise<void>;
}

/** Where what has come of an upload lies until the rest is here, each part under a name that it is given. */
export interface Spool {
  /** Keeps whatever comes, also where it breaks off. */
  keep(content: AsyncIterable<Buffer>): Promise<{ name: string; sizeBytes: number }>;
  /** @throws ContentMissing */
  open(name: string): Promise<Readable>;
  /** Nothing happens where there is nothing; what is forgotten is tidied away with what never arrived whole. */
  delete(name: string): Promise<void>;
}

/** Where files are kept, how much of them, and where they arrive. */
export interface FileStore {
  storage: Storage;
  spool: Spool;
  /** A folder on this machine, for what is not looked at yet. */
  incoming: string;
  limits: FileLimits;
  /** Who looks for viruses before anything is kept, where somebody does. */
  scanner: ScannerPlace | null;
}
