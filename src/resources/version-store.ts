import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Kind } from './resource.ts';

/** A file that a resource consists of, or consisted of. */
export interface Version {
  versionNo: number;
  fileId: string;
  fileName: string;
  mediaType: string;
  sizeBytes: number;
  giverName: string | null;
  note: string;
  createdAt: Date;
}

/** The latest first; none of a resource that has had one file only. */
export function versionsOf(tx: Transaction, resourceId: string): Promise<Version[]> {
  return tx
    .selectFrom('resourceVersions')
    .innerJoin('files', (join) =>
      join
        .onRef('files.organizationId', '=', 'resourceVersions.organizationId')
        .onRef('files.id', '=', 'resourceVersions.fileId'),
    )
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'resourceVersions.organizationId')
        .onRef('persons.id', '=', 'resourceVersions.givenBy'),
    )
    .select([
      'resourceVersions.versionNo',
      'resourceVersions.fileId',
      'files.name as fileName',
      'files.mediaType',
      sql<number>`files.size_bytes::float8`.as('sizeBytes'),
      'persons.name as giverName',
      'resourceVersions.note',
      'resourceVersions.createdAt',
    ])
    .where('resourceVersions.resourceId', '=', resourceId)
    .orderBy('resourceVersions.versionNo', 'desc')
    .execute();
}

export async function insertVersion(
  tx: Transaction,
  version: {
    organizationId: string;
    resourceId: string;
    versionNo: number;
    fileId: string;
    givenBy: string;
    note: string;
    createdAt?: Date;
  },
): Promise<void> {
  await tx.insertInto('resourceVersions').values(version).execute();
}

/** The resource consists of this file from now on. */
export async function updateFile(
  tx: Transaction,
  id: string,
  { fileId, kind }: { fileId: string; kind: Kind },
): Promise<void> {
  await tx
    .updateTable('resources')
    .set({ fileId, kind, updatedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}
