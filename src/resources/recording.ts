import type { Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { fragmentOf, playingOf } from '../media/index.ts';
import { playerFor, type FindRecording, type Recording } from '../watching/index.ts';
import { resourcePaths } from './paths.ts';
import { readerAt } from './place.ts';
import { looksAfter, type Resource } from './resource.ts';

/** The sound or film that a resource consists of; null where it is something else. */
function recordingOf(resource: Resource): Recording | null {
  const { organizationId, id, communityId, kind, title, language, file } = resource;
  if (!file || (kind !== 'audio' && kind !== 'video')) return null;
  const path = resourcePaths.resource(communityId, id);
  return { organizationId, id, communityId, kind, title, language, fileId: file.id, path };
}

/** A resource as its reader watches it; null where there is nothing to watch. */
function showingOf(reader: Reader, resource: Resource) {
  const recording = recordingOf(resource);
  const mayCare = reader.role !== 'visitor' && looksAfter(resource, reader);
  return recording && { reader, recording, mayCare };
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
  const showing = showingOf(reader, resource);
  if (!showing) return null;
  const player = await playerFor(tx, showing, wish);
  const { path: file, cut, ...playing } = await playingOf(tx, showing.recording.fileId);
  const startMs = Math.max(player.start * 1000, cut.startMs);
  const endMs = cut.endMs !== null && cut.endMs > startMs ? cut.endMs : null;
  return { ...player, ...playing, file, fragment: fragmentOf({ startMs, endMs }) };
}

/** The recording of a resource's address. @throws NotFound when there is nothing to watch that is theirs to see */
export const findRecording: FindRecording = async (tx, session, params) => {
  const { reader, resource } = await readerAt(tx, session, params);
  const showing = showingOf(reader, resource);
  if (!showing) throw new NotFound('Nothing to watch here');
  return showing;
};
