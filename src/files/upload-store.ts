import { sql, type SqlBool } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Giver } from './file.ts';
import { bytes } from './store.ts';

/** What is not whole by then is over. */
export const uploadLimitMs = 86_400_000;

/** A file that arrives in parts. */
export interface Upload extends Giver {
  id: string;
  name: string;
  /** When it was last changed on its giver's device. */
  changedAtMs: number;
  /** Null while it is being recorded: nobody knows before it ends. */
  sizeBytes: number | null;
  arrivedBytes: number;
  /** How long what is here plays, where it is a recording. */
  recordedMs: number | null;
  /** What became of it. */
  fileId: string | null;
  createdAt: Date;
}

export async function insertUpload(
  tx: Transaction,
  {
    personId: givenBy,
    ...upload
  }: Omit<Upload, 'arrivedBytes' | 'recordedMs' | 'fileId' | 'createdAt'>,
): Promise<void> {
  await tx
    .insertInto('uploads')
    .values({ ...upload, givenBy, recordedMs: upload.sizeBytes === null ? 0 : null })
    .execute();
}

const uploadsOf = (
  tx: Transaction,
  { communityId, personId, since }: Pick<Giver, 'communityId' | 'personId'> & { since: Date },
) =>
  tx
    .selectFrom('uploads')
    .select([
      'organizationId',
      'id',
      'communityId',
      'givenBy as personId',
      'name',
      bytes('changedAtMs').as('changedAtMs'),
      sql<number | null>`size_bytes::float8`.as('sizeBytes'),
      bytes('arrivedBytes').as('arrivedBytes'),
      sql<number | null>`recorded_ms::float8`.as('recordedMs'),
      'fileId',
      'createdAt',
    ])
    .where('communityId', '=', communityId)
    .where('givenBy', '=', personId)
    .where('createdAt', '>', since);

interface Whose extends Giver {
  /** What began before is over. */
  since: Date;
}

/** One of this person's own. */
export function findUpload(tx: Transaction, whose: Whose, id: string): Promise<Upload | undefined> {
  return uploadsOf(tx, whose).where('id', '=', id).executeTakeFirst();
}

/** The latest of this person's own that brings the same file and is not done. */
export function findSameUpload(
  tx: Transaction,
  whose: Whose,
  { name, sizeBytes, changedAtMs }: Pick<Upload, 'name' | 'sizeBytes' | 'changedAtMs'>,
): Promise<Upload | undefined> {
  return uploadsOf(tx, whose)
    .where('name', '=', name)
    .where(sql<SqlBool>`size_bytes = ${sizeBytes} and changed_at_ms = ${changedAtMs}`)
    .where('fileId', 'is', null)
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What this person records or recorded, and nothing shows yet; the latest first. */
export function recordingsOf(tx: Transaction, whose: Whose): Promise<Upload[]> {
  return uploadsOf(tx, whose)
    .where('recordedMs', 'is not', null)
    .where('arrivedBytes', '>', sql<string>`0`)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('fileUses')
            .select('fileUses.fileId')
            .whereRef('fileUses.organizationId', '=', 'uploads.organizationId')
            .whereRef('fileUses.fileId', '=', 'uploads.fileId'),
        ),
      ),
    )
    .orderBy('createdAt', 'desc')
    .execute();
}

/** Says how large it is, where nobody knew. */
export async function setLength(tx: Transaction, id: string, sizeBytes: number): Promise<void> {
  await tx
    .updateTable('uploads')
    .set({ sizeBytes })
    .where('id', '=', id)
    .where('sizeBytes', 'is', null)
    .execute();
}

/** How much is promised and not here yet: in the community, in the organization, and how many by this person. */
export async function promised(
  tx: Transaction,
  { communityId, personId, since }: Whose,
): Promise<{ community: number; organization: number; own: number }> {
  const { rows } = await sql<{ community: number; organization: number; own: number }>`
    select coalesce(sum(coalesce(size_bytes, arrived_bytes)) filter (where community_id = ${communityId}), 0)::float8 as community,
           coalesce(sum(coalesce(size_bytes, arrived_bytes)), 0)::float8 as organization,
           (count(*) filter (where given_by = ${personId}))::float8 as own
      from uploads where file_id is null and created_at > ${since}`.execute(tx);
  return rows[0] ?? { community: 0, organization: 0, own: 0 };
}

interface Part {
  firstByte: number;
  sizeBytes: number;
  /** Where it lies. */
  name: string;
  /** How long a recording plays with it. */
  recordedMs: number | null;
}

/** Notes a part, if nothing else came in the place of it. @returns whether it did */
export async function addPart(
  tx: Transaction,
  { organizationId, id: uploadId }: Pick<Upload, 'organizationId' | 'id'>,
  { firstByte, sizeBytes, name, recordedMs }: Part,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('uploads')
    .set({ arrivedBytes: firstByte + sizeBytes, ...(recordedMs !== null && { recordedMs }) })
    .where('id', '=', uploadId)
    .where('fileId', 'is', null)
    .where(sql<SqlBool>`arrived_bytes = ${firstByte}`)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  await tx
    .insertInto('uploadParts')
    .values({ organizationId, uploadId, firstByte, name })
    .execute();
  return true;
}

/** The names of its parts, from the first to the last. */
export async function partsOf(tx: Transaction, uploadId: string): Promise<string[]> {
  const parts = await tx
    .selectFrom('uploadParts')
    .select('name')
    .where('uploadId', '=', uploadId)
    .orderBy('firstByte')
    .execute();
  return parts.map(({ name }) => name);
}

/** Says what became of it, once. @returns whether nobody had said so before */
export async function finish(tx: Transaction, uploadId: string, fileId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('uploads')
    .set({ fileId })
    .where('id', '=', uploadId)
    .where('fileId', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export async function deleteParts(tx: Transaction, uploadId: string): Promise<void> {
  await tx.deleteFrom('uploadParts').where('uploadId', '=', uploadId).execute();
}

export async function deleteUpload(tx: Transaction, uploadId: string): Promise<void> {
  await tx.deleteFrom('uploads').where('id', '=', uploadId).execute();
}

/** Forgets what is over; what lies in the spool is as old, and goes with it. */
export async function deleteOldUploads(tx: Transaction, before: Date): Promise<void> {
  await tx.deleteFrom('uploads').where('createdAt', '<', before).execute();
}
