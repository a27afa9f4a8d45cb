import type { Request } from 'express';
import type { Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import type { Session } from '../sessions/index.ts';

/** Sound or film that somebody shares, as the room that holds it hands it over. */
export interface Recording {
  organizationId: string;
  id: string;
  communityId: string;
  kind: 'audio' | 'video';
  title: string;
  /** What is spoken in it, where its giver says so. */
  language: string | null;
  /** The file that a player loads. */
  source: string;
  /** What of it is meant: from its beginning count all times that people see, write and keep. */
  part: { startMs: number; endMs: number | null };
  /** Where it is watched. */
  path: string;
}

/** A recording, and who watches it. */
export interface Showing {
  reader: Reader;
  recording: Recording;
  /** Whether captions and chapters are theirs to write. */
  mayCare: boolean;
}

/** Finds the recording of an address. @throws NotFound when there is none here, or it is not theirs to see */
export type FindRecording = (
  tx: Transaction,
  session: Session,
  params: Request['params'],
) => Promise<Showing>;
