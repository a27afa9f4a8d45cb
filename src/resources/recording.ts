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

/** Who watches a resource, and where. */
interface Watcher {
  personId: string | null;
  mayCare: boolean;
  path: string;
}

/** How a reader of its community watches it. */
export function watcherOf(reader: Reader, resource: Resource): Watcher {
  return {
    personId: reader.personId,
    mayCare: reader.role !== 'visitor' && looksAfter(resource, reader),
    path: resourcePaths.resource(resource.communityId, resource.id),
  };
}

/** A resource as it is watched, and how it is played; null where there is nothing to watch. */
async function showingOf(tx: Transaction, { path }: Watcher, resource: Resource) {
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
    path,
    source: playing.path,
    part: playing.cut,
  };
  return { recording, playing };
}

/**
 * The player of a resource: of the form of it that plays everywhere, where there is one, and of the part that its giver
 * means; null where there is nothing to play.
 */
export async function playerOf(
  tx: Transaction,
  { watcher, resource }: { watcher: Watcher; resource: Resource },
  wish: { asked: object; language: string },
) {
  const showing = await showingOf(tx, watcher, resource);
  if (!showing) return null;
  const { posterPath, made, percent } = showing.playing;
  const watched = { ...watcher, recording: showing.recording };
  return { ...(await playerFor(tx, watched, wish)), posterPath, made, percent };
}

/** The recording of a resource's address. @throws NotFound when there is nothing to watch that is theirs to see */
export const findRecording: FindRecording = async (tx, session, params) => {
  const { reader, resource } = await readerAt(tx, session, params);
  const watcher = watcherOf(reader, resource);
  const showing = await showingOf(tx, watcher, resource);
  if (!showing) throw new NotFound('Nothing to watch here');
  return { reader, recording: showing.recording, mayCare: watcher.mayCare };
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
