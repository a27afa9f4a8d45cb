import { recordBy } from '../activity/index.ts';
import type { Transaction } from '../db/index.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { findFile, setUses } from '../files/index.ts';
import { insertMedia } from '../media/index.ts';
import { lockResources } from './change-store.ts';
import type { VersionForm } from './forms.ts';
import type { AtResource } from './place.ts';
import { isGiver, kindOfFile, looksAfter, plays, type ResourceFile } from './resource.ts';
import { insertVersion, updateFile, versionsOf, type Version } from './version-store.ts';
import { closeUntilSeen } from './reach.ts';
import { Refused } from './write.ts';

/** A resource that consists of a file, while nobody else gives it another. @throws NotFound of a link */
async function lockFileOf(
  tx: Transaction,
  { member, resource }: AtResource,
): Promise<{ file: ResourceFile; versions: Version[] }> {
  const { file } = resource;
  if (!file) throw new NotFound('It is a link');
  await lockResources(tx, member.community.id, [resource.id]);
  return { file, versions: await versionsOf(tx, resource.id) };
}

/** Puts a file behind those that the resource consisted of so far, and keeps all of them to be read. */
async function addVersion(
  tx: Transaction,
  { member, resource }: AtResource,
  {
    fileId,
    mediaType,
    note,
    versions,
    before,
  }: {
    fileId: string;
    mediaType: string;
    note: string;
    versions: readonly Version[];
    before: string;
  },
): Promise<void> {
  const { organizationId } = member.community;
  const { personId } = member;
  const owned = { organizationId, resourceId: resource.id };
  if (versions.length === 0) {
    const { giverId: givenBy, createdAt } = resource;
    await insertVersion(tx, {
      ...owned,
      versionNo: 1,
      fileId: before,
      givenBy,
      note: '',
      createdAt,
    });
  }
  const versionNo = (versions[0]?.versionNo ?? 1) + 1;
  await insertVersion(tx, { ...owned, versionNo, fileId, givenBy: personId, note });
  const kind = kindOfFile(mediaType);
  await updateFile(tx, resource.id, { fileId, kind });
  // Made to play everywhere with the next round, as the first one was.
  if (plays(kind)) await insertMedia(tx, { organizationId, fileId, startMs: 0, endMs: null });
  const fileIds = [...new Set([before, fileId, ...versions.map((version) => version.fileId)])];
  const holder = { kind: 'resource', id: resource.id, organizationId } as const;
  await setUses(tx, holder, { fileIds, writerId: personId });
  await closeUntilSeen(tx, { member, resource });
  await recordBy(tx, member, { verb: 'renewed', objectKind: 'resource', objectId: resource.id });
}

/** @throws Forbidden when somebody else gave it */
export function checkMayRenew({ member, resource }: AtResource): void {
  if (!isGiver(resource, member)) throw new Forbidden('Not theirs to renew');
}

/** Replaces one's own file by a newer one. @throws Forbidden | NotFound | Refused */
export async function renew(
  tx: Transaction,
  place: AtResource,
  { fileId, note }: VersionForm,
): Promise<void> {
  checkMayRenew(place);
  const { file: current, versions } = await lockFileOf(tx, place);
  const file = await findFile(tx, fileId);
  const { personId, community } = place.member;
  if (file?.givenBy !== personId || file.communityId !== community.id)
    throw new Refused({ files: ['resource.file.missing'] });
  const before = versions[0]?.fileId ?? current.id;
  const { mediaType } = file;
  await addVersion(tx, place, { fileId, mediaType, note, versions, before });
}

/**
 * Has the resource consist once more of a file that it consisted of; of the one that it consists of already, nothing
 * changes.
 *
 * @throws Forbidden | NotFound
 */
export async function bringBack(
  tx: Transaction,
  place: AtResource,
  { versionNo }: { versionNo: number },
): Promise<void> {
  if (!looksAfter(place.resource, place.member)) throw new Forbidden('Not theirs to bring back');
  const { versions } = await lockFileOf(tx, place);
  const version = versions.find((each) => each.versionNo === versionNo);
  if (!version) throw new NotFound('No such version');
  const before = versions[0]?.fileId ?? version.fileId;
  if (before === version.fileId) return;
  const { fileId, mediaType } = version;
  await addVersion(tx, place, { fileId, mediaType, note: '', versions, before });
}
