import { sql } from 'kysely';
import type { Transaction } from '../../db/index.ts';
import { filesInside } from '../inside.ts';
import type { Bounds, Page } from '../leaving.ts';
import { contentOfFile } from '../target-store.ts';

export interface FileRow {
  id: string;
  givenBy: string;
  createdAt: Date;
  name: string;
  sha256: string;
  sizeBytes: number;
  mediaType: string;
}

export async function filesLeaving(
  tx: Transaction,
  bounds: Bounds,
  { after, limit }: Page,
): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`
    select files.id, files.given_by, files.created_at, content.name, content.sha256,
           content.size_bytes::float8 as size_bytes, content.media_type
      from files ${contentOfFile}
     where ${filesInside(bounds)} and files.id <= ${bounds.upTo}
       and (${after}::uuid is null or files.id > ${after}::uuid)
     order by files.id limit ${limit}`.execute(tx);
  return rows;
}
