import { sql } from 'kysely';
import { z } from 'zod';
import { newId, type Transaction } from '../db/index.ts';
import type { Standing } from '../standing/index.ts';
import type { ManyForm } from './forms.ts';

/** What was done to several resources at once. */
interface Change {
  act: ManyForm['act'];
  topicId: string | null;
  /** The topic that each of them had, by its id. */
  before: Record<string, string | null>;
}

const Before = z.record(z.string(), z.string().nullable());

/** Those of these resources that are of this community; nobody does anything to them meanwhile. */
export function lockResources(
  tx: Transaction,
  communityId: string,
  ids: readonly string[],
): Promise<{ id: string; title: string; topicId: string | null; standing: Standing }[]> {
  return tx
    .selectFrom('resources')
    .select(['id', 'title', 'topicId', 'standing'])
    .where('communityId', '=', communityId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .orderBy('id', 'desc')
    .forNoKeyUpdate()
    .execute();
}

export async function insertChange(
  tx: Transaction,
  change: Change & { organizationId: string; communityId: string; madeBy: string },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('libraryChanges')
    .values({ ...change, id, before: JSON.stringify(change.before) })
    .execute();
  return id;
}

export async function findChange(
  tx: Transaction,
  communityId: string,
  id: string,
): Promise<(Change & { id: string; undoneAt: Date | null }) | undefined> {
  const found = await tx
    .selectFrom('libraryChanges')
    .select(['id', 'act', 'topicId', 'before', 'undoneAt'])
    .where('communityId', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
  return found && { ...found, before: Before.parse(found.before) };
}

/** @returns false where it was undone before */
export async function markUndone(tx: Transaction, id: string): Promise<boolean> {
  const updated = await tx
    .updateTable('libraryChanges')
    .set({ undoneAt: sql<Date>`now()` })
    .where('id', '=', id)
    .where('undoneAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}
