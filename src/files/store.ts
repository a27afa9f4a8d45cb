import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';
import type { StoredFile } from './file.ts';
import type { Content } from './storage.ts';

/** What shows a file. */
export interface Holder {
  kind: 'post' | 'resource' | 'article' | 'article head';
  id: string;
}

/** A file as a holder shows it. */
export interface HeldFile extends Holder {
  /** As it was given, also of what was made from it. */
  fileId: string;
}

// Larger numbers than a number holds do not occur; the driver reads the type as text.
export const bytes = (column: string) => sql<number>`${sql.ref(column)}::float8`;

/** Notes a content that lies in the storage; whoever would delete it waits, and then finds it in use. */
export async function upsertBlob(
  tx: Transaction,
  organizationId: string,
  { sha256, sizeBytes }: Content,
): Promise<void> {
  await tx
    .insertInto('blobs')
    .values({ organizationId, sha256, sizeBytes })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'sha256'])
        .doUpdateSet({ lastGivenAt: sql<Date>`clock_timestamp()` }),
    )
    .execute();
}

export async function insertFile(
  tx: Transaction,
  file: Omit<StoredFile, 'id' | 'createdAt'> & { madeFrom: string | null },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('files')
    .values({ ...file, id })
    .execute();
  return id;
}

/** How much the files of a community take together, and the contents of the whole organization. */
export async function bytesGiven(
  tx: Transaction,
  communityId: string,
): Promise<{ community: number; organization: number }> {
  const { rows } = await sql<{ community: number; organization: number }>`
    select (select coalesce(sum(size_bytes), 0)::float8 from files where community_id = ${communityId})
             as community,
           (select coalesce(sum(size_bytes), 0)::float8 from blobs) as organization`.execute(tx);
  return rows[0] ?? { community: 0, organization: 0 };
}

export function findFile(tx: Transaction, id: string): Promise<StoredFile | undefined> {
  return tx
    .selectFrom('files')
    .select([
      'organizationId',
      'id',
      'communityId',
      'givenBy',
      'sha256',
      bytes('sizeBytes').as('sizeBytes'),
      'name',
      'mediaType',
      'width',
      'height',
      'createdAt',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** What shows the file now, or the one that it was made from; the latest first. */
export async function holdersOf(tx: Transaction, fileId: string): Promise<HeldFile[]> {
  const uses = await tx
    .selectFrom('fileUses')
    .select(['holderKind', 'holderId', 'fileId as origin'])
    .where('fileId', '=', (where) =>
      where
        .selectFrom('files')
        .select((file) => file.fn.coalesce('files.madeFrom', 'files.id').as('origin'))
        .where('files.id', '=', fileId),
    )
    .where('isShown', '=', true)
    .orderBy('holderId', 'desc')
    .limit(100)
    .execute();
  return uses.map(({ holderKind: kind, holderId: id, origin }) => ({ kind, id, fileId: origin }));
}

/**
 * Says which files the holder shows from now on. Another's file can be named in it and is not shown by it:
 * who may read that is for its own holders to say.
 *
 * @param writerId null where nobody adds anything, as when something is taken out
 */
export async function setUses(
  tx: Transaction,
  { kind: holderKind, id: holderId, organizationId }: Holder & { organizationId: string },
  { fileIds, writerId }: { fileIds: readonly string[]; writerId: string | null },
): Promise<void> {
  await tx
    .updateTable('fileUses')
    .set({ isShown: fileIds.length > 0 ? sql<boolean>`file_id = any(${fileIds}::uuid[])` : false })
    .where('holderKind', '=', holderKind)
    .where('holderId', '=', holderId)
    .execute();
  if (fileIds.length === 0 || writerId === null) return;
  // Held until this is committed, or gone already: no clean-up comes in between.
  const own = await tx
    .selectFrom('files')
    .select('id')
    .where('id', 'in', fileIds)
    .where('givenBy', '=', writerId)
    .forKeyShare()
    .execute();
  if (own.length === 0) return;
  const uses = own.map(({ id: fileId }) => ({ organizationId, fileId, holderKind, holderId }));
  await tx
    .insertInto('fileUses')
    .values(uses.map((use) => ({ ...use, isShown: true })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** From now on the one holder shows what the other does, besides what it showed before. */
export async function shareUses(
  tx: Transaction,
  { from, into }: { from: Holder; into: Holder },
): Promise<void> {
  await sql`
    insert into file_uses (organization_id, file_id, holder_kind, holder_id, is_shown)
      select organization_id, file_id, ${into.kind}, ${into.id}::uuid, true
        from file_uses
       where holder_kind = ${from.kind} and holder_id = ${from.id} and is_shown
      on conflict (organization_id, file_id, holder_kind, holder_id) do update set is_shown = true`.execute(
    tx,
  );
}

/** Deletes files that nothing ever showed, with what was made from them, and that nothing mentions which their givers have yet to post. @returns how many */
export async function deleteUnusedFiles(
  tx: Transaction,
  { before, limit }: { before: Date; limit: number },
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select files.id from files
     where files.created_at < ${before} and files.made_from is null
       and not exists (select from file_uses
         where file_uses.organization_id = files.organization_id and file_uses.file_id = files.id)
       and not exists (select from drafts
         where drafts.organization_id = files.organization_id and drafts.person_id = files.given_by
           and drafts.fields::text like '%' || files.id || '%')
       and not exists (select from scheduled_threads
         where scheduled_threads.organization_id = files.organization_id
           and scheduled_threads.author_id = files.given_by
           and scheduled_threads.fields::text like '%' || files.id || '%')
     order by files.id limit ${limit} for update skip locked`.execute(tx);
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  // Asked again now that nobody can add a use: one may have come while the others were looked for.
  const { numDeletedRows } = await tx
    .deleteFrom('files')
    .where('id', 'in', ids)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('fileUses')
            .select('fileUses.fileId')
            .whereRef('fileUses.organizationId', '=', 'files.organizationId')
            .whereRef('fileUses.fileId', '=', 'files.id'),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Contents that no file holds and that nobody gave lately; whoever gives one of them now waits. */
export async function deleteUnusedBlobs(
  tx: Transaction,
  { before, limit }: { before: Date; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ sha256: string }>`
    delete from blobs where (organization_id, sha256) in (
      select organization_id, sha256 from blobs
       where last_given_at < ${before}
         and not exists (select from files
           where files.organization_id = blobs.organization_id and files.sha256 = blobs.sha256)
       order by sha256 limit ${limit} for update skip locked)
    returning sha256`.execute(tx);
  return rows.map(({ sha256 }) => sha256);
}

/** Contents after this one, in the order of their hashes. */
export function blobsAfter(
  tx: Transaction,
  { after, limit }: { after: string; limit: number },
): Promise<Content[]> {
  return tx
    .selectFrom('blobs')
    .select(['sha256', bytes('sizeBytes').as('sizeBytes')])
    .where('sha256', '>', after)
    .orderBy('sha256')
    .limit(limit)
    .execute();
}

/** A file that posts show. */
export interface ShownFile extends Pick<
  StoredFile,
  'id' | 'name' | 'mediaType' | 'sizeBytes' | 'createdAt'
> {
  /** The latest few of them. */
  postIds: string[];
}

/** The files that were given in this community and that some post shows, the newest first. Who may read a post is not asked here. */
export async function filesShown(
  tx: Transaction,
  { communityId, after, limit }: { communityId: string; after: string | null; limit: number },
): Promise<ShownFile[]> {
  const { rows } = await sql<ShownFile>`
    select files.id, files.name, files.media_type, files.size_bytes::float8 as size_bytes,
           files.created_at, uses.post_ids
      from files cross join lateral (
        select array_agg(holder_id) as post_ids from (
          select holder_id from file_uses
           where file_uses.organization_id = files.organization_id
             and file_uses.file_id = files.id and holder_kind = 'post' and is_shown
           order by holder_id desc limit 5) as latest) as uses
     where files.community_id = ${communityId} and uses.post_ids is not null
       and (${after}::uuid is null or files.id < ${after}::uuid)
     order by files.id desc limit ${limit}`.execute(tx);
  return rows;
}
