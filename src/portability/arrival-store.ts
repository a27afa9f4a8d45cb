import { sql, type InsertObject } from 'kysely';
import type { Schema, Transaction } from '../db/index.ts';
import type { CommunityFacts } from './manifest.ts';

/** A statement holds 65,535 values at most. */
const rowsAtOnce = 1000;

/** Adds rows that were made elsewhere. */
export async function insertAll<Table extends keyof Schema>(
  tx: Transaction,
  table: Table,
  rows: readonly InsertObject<Schema, Table>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await tx
      .insertInto(table)
      .values(rows.slice(from, from + rowsAtOnce))
      .execute();
}

/** The community as it was, under another id and with its topics. */
export async function insertArrived(
  tx: Transaction,
  {
    organizationId,
    communityId,
    createdBy,
  }: { organizationId: string; communityId: string; createdBy: string },
  { topics, ...facts }: Omit<CommunityFacts, 'id'>,
): Promise<void> {
  const { purpose, activities, contributions, conduct, rhythm, createdAt, ...settings } = facts;
  const charter = { purpose, activities, contributions, conduct, rhythm };
  const version = 1;
  const setUpEndedAt = new Date();
  await insertAll(tx, 'communities', [
    {
      organizationId,
      id: communityId,
      ...settings,
      charterVersion: version,
      createdBy,
      createdAt,
      setUpEndedAt,
    },
  ]);
  await insertAll(tx, 'charters', [
    { organizationId, communityId, version, ...charter, createdBy },
  ]);
  const rows = topics.map((topic, position) => ({
    organizationId,
    communityId,
    ...topic,
    position,
  }));
  await insertAll(tx, 'topics', rows);
}

/** Has PostgreSQL look at what has grown: until this is committed, it plans as if nothing of it were there. */
export async function analyzeWhatGrew(tx: Transaction): Promise<void> {
  await sql`select analyze_what_grew()`.execute(tx);
}

/** What a section is a part of. */
export async function updateParent(tx: Transaction, id: string, parentId: string): Promise<void> {
  await tx.updateTable('articleSections').set({ parentId }).where('id', '=', id).execute();
}

/** What a resource is replaced by. */
export async function updateReplacement(
  tx: Transaction,
  id: string,
  replacedBy: string,
): Promise<void> {
  await tx.updateTable('resources').set({ replacedBy }).where('id', '=', id).execute();
}

/** Ties an article to the posts that it was made of, each once. */
export async function insertSources(
  tx: Transaction,
  articleId: string,
  sources: readonly { postId: string; isChanged: boolean }[],
): Promise<void> {
  if (sources.length === 0) return;
  const changed = sources.flatMap(({ postId, isChanged }) => (isChanged ? [postId] : []));
  await sql`
    insert into article_sources (organization_id, article_id, post_id, thread_id, revision_no)
      select organization_id, ${articleId}::uuid, id, thread_id,
             case when id = any(${changed}::uuid[]) then 0 else revision_no end
        from posts where id = any(${sources.map(({ postId }) => postId)}::uuid[])`.execute(tx);
}
