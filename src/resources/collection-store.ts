import { sql } from 'kysely';
import { folded, newId, type Transaction } from '../db/index.ts';
import type { Reach } from '../reach/index.ts';
import type { Standing } from '../standing/index.ts';
import { htmlUpToDate } from '../web/index.ts';
import type { Collection } from './collection.ts';
import type { Kind } from './resource.ts';

/** What is kept of a collection's words. */
export interface CollectionWords {
  title: string;
  aboutSource: string;
  aboutHtml: string;
  rendererVersion: number;
}

export async function insertCollection(
  tx: Transaction,
  collection: CollectionWords & { organizationId: string; communityId: string; madeBy: string },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('collections')
    .values({ ...collection, id })
    .execute();
  return id;
}

export async function updateCollection(
  tx: Transaction,
  id: string,
  words: CollectionWords,
): Promise<void> {
  await tx
    .updateTable('collections')
    .set({ ...words, updatedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

export async function findCollection(tx: Transaction, id: string): Promise<Collection | undefined> {
  const found = await tx
    .selectFrom('collections')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'collections.organizationId')
        .onRef('persons.id', '=', 'collections.madeBy'),
    )
    .select([
      'collections.organizationId',
      'collections.id',
      'collections.communityId',
      'collections.title',
      'collections.aboutSource',
      'collections.aboutHtml',
      'collections.rendererVersion',
      'collections.madeBy as makerId',
      'persons.name as makerName',
      'collections.reach',
      'collections.standing',
      'collections.stoodBy',
      'collections.createdAt',
      'collections.updatedAt',
    ])
    .where('collections.id', '=', id)
    .executeTakeFirst();
  if (!found) return undefined;
  const { rendererVersion, ...collection } = found;
  const about = { source: found.aboutSource, html: found.aboutHtml, rendererVersion };
  return { ...collection, aboutHtml: htmlUpToDate(about) };
}

/** The collection of this id, where everybody sees it who may read this community. */
export async function findShownCollection(
  tx: Transaction,
  communityId: string,
  id: string,
): Promise<Collection | null> {
  const found = await findCollection(tx, id);
  return found?.communityId === communityId && found.standing === 'shown' ? found : null;
}

/** A collection as one of many. */
export interface CollectionEntry {
  id: string;
  communityId: string;
  title: string;
  makerName: string | null;
  /** How many of its resources everybody sees. */
  count: number;
  updatedAt: Date;
}

const entryColumns = sql`
  chosen.id, chosen.community_id, chosen.title, persons.name as maker_name, chosen.updated_at,
  (select count(*)::integer from collection_items
     join resources on resources.organization_id = collection_items.organization_id
                   and resources.id = collection_items.resource_id and resources.standing = 'shown'
    where collection_items.organization_id = chosen.organization_id
      and collection_items.collection_id = chosen.id) as count`;

const ofMaker = sql`
  join persons on persons.organization_id = chosen.organization_id and persons.id = chosen.made_by`;

/** The collections of a community, the latest made first. */
export async function collectionsOf(
  tx: Transaction,
  look: { communityId: string; standing: Standing; madeBy: string | null },
  { before, limit }: { before: string | null; limit: number },
): Promise<CollectionEntry[]> {
  const { rows } = await sql<CollectionEntry>`
    select ${entryColumns}
      from (select * from collections
             where community_id = ${look.communityId} and standing = ${look.standing}
               and (${look.madeBy}::uuid is null or made_by = ${look.madeBy}::uuid)
               and (${before}::uuid is null or id < ${before}::uuid)
             order by id desc limit ${limit}) as chosen ${ofMaker}
     order by chosen.id desc`.execute(tx);
  return rows;
}

const mostHolding = 50;

/** The collections that this resource stands in, as far as everybody sees them. */
export async function collectionsHolding(
  tx: Transaction,
  resourceId: string,
): Promise<{ id: string; title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`
    select collections.id, collections.title from collection_items
      join collections on collections.organization_id = collection_items.organization_id
                      and collections.id = collection_items.collection_id
     where collection_items.resource_id = ${resourceId} and collections.standing = 'shown'
     order by collections.id desc limit ${mostHolding}`.execute(tx);
  return rows;
}

const mostToFill = 100;

/**
 * Shown collections of a community that this resource does not stand in, the latest made first.
 *
 * @param madeBy null for those that anybody made
 */
export async function collectionsToFill(
  tx: Transaction,
  look: { communityId: string; madeBy: string | null; resourceId: string },
): Promise<{ id: string; title: string }[]> {
  const { communityId, madeBy, resourceId } = look;
  const { rows } = await sql<{ id: string; title: string }>`
    select collections.id, collections.title from collections
     where community_id = ${communityId} and standing = 'shown'
       and (${madeBy}::uuid is null or made_by = ${madeBy}::uuid)
       and not exists (select from collection_items
         where collection_items.organization_id = collections.organization_id
           and collection_items.collection_id = collections.id
           and collection_items.resource_id = ${resourceId})
     order by id desc limit ${mostToFill}`.execute(tx);
  return rows;
}

/** Shown collections with these words in the title, whatever its case and accents; the latest made first. */
export async function collectionsTitled(
  tx: Transaction,
  communityIds: readonly string[],
  { words, limit }: { words: readonly string[]; limit: number },
): Promise<CollectionEntry[]> {
  if (communityIds.length === 0) return [];
  const hasWords = words.map(
    (word) => sql`and strpos(${folded(sql`title`)}, ${folded(sql`${word}::text`)}) > 0`,
  );
  const { rows } = await sql<CollectionEntry>`
    select ${entryColumns}
      from unnest(${communityIds}::uuid[]) as place (id)
     cross join lateral (
       select * from collections
        where community_id = place.id and standing = 'shown' ${sql.join(hasWords, sql` `)}
        order by id desc limit ${limit}) as chosen ${ofMaker}
     order by chosen.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** A resource where a collection has it. */
export interface CollectionItem {
  id: string;
  title: string;
  kind: Kind;
  url: string | null;
  fileId: string | null;
  pictureId: string | null;
  topicName: string | null;
  giverName: string | null;
  reach: Reach;
  standing: Standing;
}

/** What stands in a collection, in its order. What was withdrawn has its place still. */
export async function itemsOf(tx: Transaction, collectionId: string): Promise<CollectionItem[]> {
  const { rows } = await sql<CollectionItem>`
    select resources.id, resources.title, resources.kind, resources.url, resources.file_id,
           link_previews.picture_id, topics.name as topic_name, persons.name as giver_name,
           resources.reach, resources.standing
      from collection_items
      join resources on resources.organization_id = collection_items.organization_id
                    and resources.id = collection_items.resource_id
      join persons on persons.organization_id = resources.organization_id
                  and persons.id = resources.given_by
      left join topics on topics.organization_id = resources.organization_id
                      and topics.id = resources.topic_id
      left join link_previews on link_previews.organization_id = resources.organization_id
                             and link_previews.resource_id = resources.id
     where collection_items.collection_id = ${collectionId}
     order by collection_items.position, resources.id`.execute(tx);
  return rows;
}

/** Nobody else changes the collection until the transaction ends. */
export async function lockCollection(tx: Transaction, id: string): Promise<void> {
  await tx.selectFrom('collections').select('id').where('id', '=', id).forNoKeyUpdate().execute();
}

/** The ids of what stands in a collection, in its order; nobody arranges it meanwhile. */
export async function lockOrder(tx: Transaction, collectionId: string): Promise<string[]> {
  await lockCollection(tx, collectionId);
  const items = await tx
    .selectFrom('collectionItems')
    .select('resourceId')
    .where('collectionId', '=', collectionId)
    .orderBy('position')
    .orderBy('resourceId')
    .execute();
  return items.map(({ resourceId }) => resourceId);
}

/** Puts exactly these into the collection, in this order. */
export async function writeOrder(
  tx: Transaction,
  { organizationId, id: collectionId }: Pick<Collection, 'organizationId' | 'id'>,
  ids: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom('collectionItems')
    .where('collectionId', '=', collectionId)
    .where(sql<boolean>`resource_id <> all(${ids}::uuid[])`)
    .execute();
  await sql`
    insert into collection_items (organization_id, collection_id, resource_id, position)
      select ${organizationId}, ${collectionId}, wanted.id, wanted.position
        from unnest(${ids}::uuid[]) with ordinality as wanted (id, position)
      on conflict (organization_id, collection_id, resource_id)
        do update set position = excluded.position`.execute(tx);
  await tx
    .updateTable('collections')
    .set({ updatedAt: sql<Date>`now()` })
    .where('id', '=', collectionId)
    .execute();
}

/** The collections of a community that was merged stand in the other from now on. */
export async function moveCollections(
  tx: Transaction,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await tx
    .updateTable('collections')
    .set({ communityId: into })
    .where('communityId', '=', from)
    .execute();
}
