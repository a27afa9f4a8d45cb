import type { Request } from 'express';
import { record } from '../activity/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { Forbidden } from '../errors.ts';
import type { PersonalSession } from '../sessions/index.ts';
import type { FindRecording, Recording, Showing } from './recording.ts';

/** What looking after a recording stands on. */
export interface Caring {
  db: Database;
  find: FindRecording;
}

/** A recording that this person looks after. @throws NotFound | Forbidden */
export async function caretakerAt(
  tx: Transaction,
  find: FindRecording,
  { session, params }: { session: PersonalSession; params: Request['params'] },
): Promise<Showing> {
  const showing = await find(tx, session, params);
  if (!showing.mayCare) throw new Forbidden('Not theirs to look after');
  return showing;
}

/** Adds to the record that somebody wrote captions or chapters of it. */
export function recordEdit(
  tx: Transaction,
  { organizationId, communityId, id }: Recording,
  personId: string,
): Promise<void> {
  const deed = { organizationId, communityId, personId, verb: 'edited' } as const;
  return record(tx, { ...deed, objectKind: 'resource', objectId: id });
}
