import { newId, type Transaction } from '../db/index.ts';
import type { Problem } from './broken.ts';
import { Extent } from './extent.ts';

/** An archive that somebody brought. */
export interface ArchiveImport {
  organizationId: string;
  id: string;
  begunBy: string;
  courseId: string | null;
  spoolName: string;
  archiveId: string;
  name: string;
  madeAt: Date;
  state: 'ready' | 'waiting' | 'checking' | 'founding' | 'done' | 'failed';
  percent: number;
  problem: string | null;
  part: string | null;
  line: number | null;
  communityId: string | null;
  /** How much it says that it holds; null where that was not kept. */
  extent: Extent | null;
}

type NewImport = Pick<
  ArchiveImport,
  | 'organizationId'
  | 'begunBy'
  | 'courseId'
  | 'spoolName'
  | 'archiveId'
  | 'name'
  | 'madeAt'
  | 'extent'
>;

export async function insertImport(tx: Transaction, brought: NewImport): Promise<string> {
  const id = newId();
  await tx
    .insertInto('archiveImports')
    .values({ ...brought, id, extent: JSON.stringify(brought.extent) })
    .execute();
  return id;
}

export async function findImport(tx: Transaction, id: string): Promise<ArchiveImport | undefined> {
  const brought = await tx
    .selectFrom('archiveImports')
    .select([
      'organizationId',
      'id',
      'begunBy',
      'courseId',
      'spoolName',
      'archiveId',
      'name',
      'madeAt',
      'state',
      'percent',
      'problem',
      'part',
      'line',
      'communityId',
      'extent',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
  return brought && { ...brought, extent: Extent.nullable().parse(brought.extent) };
}

/** The latest time that the same archive came in, where it did. */
export function findArrivedBefore(
  tx: Transaction,
  archiveId: string,
): Promise<{ createdAt: Date } | undefined> {
  return tx
    .selectFrom('archiveImports')
    .select('createdAt')
    .where('archiveId', '=', archiveId)
    .where('state', '=', 'done')
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** How far it is; what is over stays so. */
export async function updateProgress(
  tx: Transaction,
  id: string,
  progress: { state: 'waiting' | 'checking' | 'founding'; percent: number },
): Promise<void> {
  await tx
    .updateTable('archiveImports')
    .set(progress)
    .where('id', '=', id)
    .where('state', 'not in', ['done', 'failed'])
    .execute();
}

export async function updateDone(tx: Transaction, id: string, communityId: string): Promise<void> {
  await tx
    .updateTable('archiveImports')
    .set({ state: 'done', percent: 100, communityId })
    .where('id', '=', id)
    .execute();
}

export async function updateFailed(
  tx: Transaction,
  id: string,
  { problem, part, line }: { problem: Problem; part: string | null; line: number | null },
): Promise<void> {
  await tx
    .updateTable('archiveImports')
    .set({ state: 'failed', problem, part, line })
    .where('id', '=', id)
    .where('state', '<>', 'done')
    .execute();
}
