import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Standing } from './preview.ts';

/** Whose preview it is. */
interface Key {
  organizationId: string;
  resourceId: string;
}

/** Has a link looked at as one that nobody has seen yet. */
export async function awaitPreview(tx: Transaction, key: Key): Promise<void> {
  const unseen = { state: 'waiting', failures: 0, title: null, site: null } as const;
  const fresh = { ...unseen, pictureId: null, lookedAt: null, lookNextAt: sql<Date>`now()` };
  await tx
    .insertInto('linkPreviews')
    .values({ ...key, ...fresh })
    .onConflict((conflict) => conflict.columns(['organizationId', 'resourceId']).doUpdateSet(fresh))
    .execute();
}

/** A link that is to be looked at. */
export interface LinkToSee {
  url: string;
  communityId: string;
  givenBy: string;
  failures: number;
}

/** The link of this resource, while it is shown. */
export async function findLink(
  tx: Transaction,
  resourceId: string,
): Promise<LinkToSee | undefined> {
  const found = await tx
    .selectFrom('resources')
    .innerJoin('linkPreviews', (join) =>
      join
        .onRef('linkPreviews.organizationId', '=', 'resources.organizationId')
        .onRef('linkPreviews.resourceId', '=', 'resources.id'),
    )
    .select([
      'resources.url',
      'resources.communityId',
      'resources.givenBy',
      'linkPreviews.failures',
    ])
    .where('resources.id', '=', resourceId)
    .where('resources.standing', '=', 'shown')
    .executeTakeFirst();
  if (!found || found.url === null) return undefined;
  return { ...found, url: found.url };
}

/** What a page said of itself, with the file of its picture. */
interface Seen {
  title: string | null;
  site: string | null;
  pictureId: string | null;
}

/**
 * Keeps what came of a look.
 *
 * @param seen null leaves what an earlier look found
 * @returns false where the link leads elsewhere by now
 */
export async function updatePreview(
  tx: Transaction,
  { resourceId, url }: Omit<Key, 'organizationId'> & { url: string },
  { seen, lookedAt, ...standing }: Standing & { seen: Seen | null; lookedAt: Date },
): Promise<boolean> {
  const updated = await tx
    .updateTable('linkPreviews')
    .set({ ...standing, lookedAt, ...seen })
    .where('resourceId', '=', resourceId)
    .where(
      sql<boolean>`exists (select from resources
        where resources.organization_id = link_previews.organization_id
          and resources.id = link_previews.resource_id and resources.url = ${url})`,
    )
    .returning('resourceId')
    .executeTakeFirst();
  return updated !== undefined;
}

/** Shown links whose next look is due, in the order of their ids. */
export async function dueLinks(
  tx: Transaction,
  { now, limit }: { now: Date; limit: number },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('linkPreviews')
    .select('resourceId')
    .where('lookNextAt', '<=', now)
    .orderBy('lookNextAt')
    .limit(limit)
    .execute();
  return rows.map(({ resourceId }) => resourceId);
}

/** A link that leads nowhere, and who shared it. */
export interface DeadLink {
  id: string;
  title: string;
  giverName: string | null;
  lookedAt: Date | null;
}

/** Shown links of a community that lead nowhere, in the order of their ids. */
export function deadLinks(
  tx: Transaction,
  communityId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<DeadLink[]> {
  let dead = tx
    .selectFrom('linkPreviews')
    .innerJoin('resources', (join) =>
      join
        .onRef('resources.organizationId', '=', 'linkPreviews.organizationId')
        .onRef('resources.id', '=', 'linkPreviews.resourceId'),
    )
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'resources.organizationId')
        .onRef('persons.id', '=', 'resources.givenBy'),
    )
    .select([
      'resources.id',
      'resources.title',
      'persons.name as giverName',
      'linkPreviews.lookedAt',
    ])
    .where('linkPreviews.state', '=', 'dead')
    .where('resources.communityId', '=', communityId)
    .where('resources.standing', '=', 'shown')
    .orderBy('linkPreviews.resourceId')
    .limit(limit);
  if (after !== null) dead = dead.where('linkPreviews.resourceId', '>', after);
  return dead.execute();
}
