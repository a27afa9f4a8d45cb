import type { Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { playingOf } from '../media/index.ts';
import { playerFor, type FindRecording, type Recording } from '../watching/index.ts';
import type { Session } from '../sessions/index.ts';
import { findReadable } from './may-read-resource.ts';
import { resourcePaths } from './paths.ts';
import { readerAt } from './place.ts';
import { looksAfter, type Resource } from './resource.ts';

/** A resource as its reader watches it, and how it is played; null where there is nothing to watch. */
async function showingOf(tx: Transaction, reader: Reader, resource: Resource) {
  const { organizationId, id, communityId, kind, title, language, file } = resource;
  if (!file || (kind !== 'audio' && kind !== 'video')) return null;
  const playing = await playingOf(tx, file.id);
  const recording: Recording = {
    organizationId,
    id,
    communityId,
    kind,
    title,
    language,
    path: resourcePaths.resource(communityId, id),
    source: playing.path,
    part: playing.cut,
  };
  const mayCare = reader.role !== 'visitor' && looksAfter(resource, reader);
  return { reader, recording, mayCare, playing };
}

/**
 * The player of a resource: of the form of it that plays everywhere, where there is one, and of the part that its giver
 * means; null where there is nothing to play.
 */
export async function playerOf(
  tx: Transaction,
  { reader, resource }: { reader: Reader; resource: Resource },
  wish: { asked: object; language: string },
) {
  const showing = await showingOf(tx, reader, resource);
  if (!showing) return null;
  const { posterPath, made, percent } = showing.playing;
  return { ...(await playerFor(tx, showing, wish)), posterPath, made, percent };
}

/** The recording of a resource's address. @throws NotFound when there is nothing to watch that is theirs to see */
export const findRecording: FindRecording = async (tx, session, params) => {
  const { reader, resource } = await readerAt(tx, session, params);
  const showing = await showingOf(tx, reader, resource);
  if (!showing) throw new NotFound('Nothing to watch here');
  return showing;
};

/** Where what is meant of a recording begins in what a player loads of it; null for whoever may not see it. */
export async function beginningOf(
  tx: Transaction,
  session: Session,
  resourceId: string,
): Promise<number | null> {
  const resource = await findReadable(tx, session, resourceId);
  if (!resource?.file) return null;
  return (await playingOf(tx, resource.file.id)).cut.startMs;
}
