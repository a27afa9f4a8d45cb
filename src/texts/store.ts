import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import { reasonOf, type Problem, type UnreadReason } from './problem.ts';

/** The contents that nobody has read yet, those that wait longest first. */
export async function waitingTexts(tx: Transaction, limit: number): Promise<string[]> {
  const waiting = await tx
    .selectFrom('fileTexts')
    .select('sha256')
    .where('readAt', 'is', null)
    .where((where) =>
      where.exists(
        where
          .selectFrom('files')
          .select('files.id')
          .whereRef('files.organizationId', '=', 'fileTexts.organizationId')
          .whereRef('files.sha256', '=', 'fileTexts.sha256'),
      ),
    )
    .orderBy('notedAt')
    .orderBy('sha256')
    .limit(limit)
    .execute();
  return waiting.map(({ sha256 }) => sha256);
}

/** A content whose text is to be read. */
export interface Unread {
  organizationId: string;
  sha256: string;
  mediaType: string;
  sizeBytes: number;
}

/** What is to be read still; undefined where somebody read it meanwhile, or no file holds it any more. */
export function findUnread(tx: Transaction, sha256: string): Promise<Unread | undefined> {
  return tx
    .selectFrom('fileTexts')
    .innerJoin('files', (join) =>
      join
        .onRef('files.organizationId', '=', 'fileTexts.organizationId')
        .onRef('files.sha256', '=', 'fileTexts.sha256'),
    )
    .select([
      'files.organizationId',
      'files.sha256',
      'files.mediaType',
      sql<number>`files.size_bytes::float8`.as('sizeBytes'),
    ])
    .where('fileTexts.sha256', '=', sha256)
    .where('fileTexts.readAt', 'is', null)
    .orderBy('files.id')
    .limit(1)
    .executeTakeFirst();
}

/** Keeps what a content says, or why it was not read. Whatever consists of it is found by it from this moment on. */
export async function setText(
  tx: Transaction,
  sha256: string,
  read: { body: string; problem: Problem | null },
): Promise<void> {
  await tx
    .updateTable('fileTexts')
    .set({ ...read, readAt: sql<Date>`now()` })
    .where('sha256', '=', sha256)
    .where('readAt', 'is', null)
    .execute();
}

/** Why nobody finds a file by what it says; null where they do, or will once it was read. */
export async function whyUnread(tx: Transaction, fileId: string): Promise<UnreadReason | null> {
  const text = await tx
    .selectFrom('files')
    .innerJoin('fileTexts', (join) =>
      join
        .onRef('fileTexts.organizationId', '=', 'files.organizationId')
        .onRef('fileTexts.sha256', '=', 'files.sha256'),
    )
    .select('fileTexts.problem')
    .where('files.id', '=', fileId)
    .executeTakeFirst();
  return text?.problem ? reasonOf[text.problem] : null;
}
