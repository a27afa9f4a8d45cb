import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Kind } from './resource.ts';

/** A resource as another names it. */
export interface Neighbour {
  id: string;
  title: string;
  kind: Kind;
}

const mostNeighbours = 50;

/** The resources that belong together with this one, as far as everybody sees them. */
export async function relatedTo(tx: Transaction, resourceId: string): Promise<Neighbour[]> {
  const { rows } = await sql<Neighbour>`
    select resources.id, resources.title, resources.kind
      from (select organization_id, other_id as id from related_resources where one_id = ${resourceId}
            union all
            select organization_id, one_id from related_resources where other_id = ${resourceId}) as pair
      join resources on resources.organization_id = pair.organization_id
                    and resources.id = pair.id and resources.standing = 'shown'
     order by resources.title_key, resources.id limit ${mostNeighbours}`.execute(tx);
  return rows;
}

/** The resources that this one is to be used instead of, as far as everybody sees them. */
export function replacedBy(tx: Transaction, resourceId: string): Promise<Neighbour[]> {
  return tx
    .selectFrom('resources')
    .select(['id', 'title', 'kind'])
    .where('replacedBy', '=', resourceId)
    .where('standing', '=', 'shown')
    .orderBy('titleKey')
    .orderBy('id')
    .limit(mostNeighbours)
    .execute();
}

const pairOf = (left: string, right: string) =>
  left < right ? { oneId: left, otherId: right } : { oneId: right, otherId: left };

/** @returns false where they belonged together already */
export async function relate(
  tx: Transaction,
  organizationId: string,
  [left, right]: readonly [string, string],
): Promise<boolean> {
  const inserted = await tx
    .insertInto('relatedResources')
    .values({ organizationId, ...pairOf(left, right) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('oneId')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** @returns false where they did not belong together */
export async function unrelate(
  tx: Transaction,
  [left, right]: readonly [string, string],
): Promise<boolean> {
  const { oneId, otherId } = pairOf(left, right);
  const deleted = await tx
    .deleteFrom('relatedResources')
    .where('oneId', '=', oneId)
    .where('otherId', '=', otherId)
    .returning('oneId')
    .executeTakeFirst();
  return deleted !== undefined;
}

/** Whether going from what replaces this to what replaces that, and on, leads to the other. */
export async function leadsTo(tx: Transaction, fromId: string, toId: string): Promise<boolean> {
  const { rows } = await sql`
    with recursive newer (organization_id, id) as (
      select organization_id, id from resources where id = ${fromId}
      union
      select resources.organization_id, resources.replaced_by from newer
        join resources on resources.organization_id = newer.organization_id
                      and resources.id = newer.id
       where resources.replaced_by is not null)
    select from newer where id = ${toId}`.execute(tx);
  return rows.length > 0;
}

/** @returns false where that was so already */
export async function updateReplacedBy(
  tx: Transaction,
  id: string,
  byId: string | null,
): Promise<boolean> {
  const updated = await tx
    .updateTable('resources')
    .set({ replacedBy: byId })
    .where('id', '=', id)
    .where('replacedBy', 'is distinct from', byId)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

/** Of the newest, so many have their whole title looked at. */
const mostLookedAt = 1000;

/** What comes right after everything that begins with this, as it is sorted. */
const endOf = (beginning: string) => `${beginning}\u{10ffff}`;

/**
 * Shown resources of a community with these words in the title: those whose title begins so, and of the newest
 * those that have every word.
 *
 * @param words folded; none finds the newest
 */
export async function resourcesTitled(
  tx: Transaction,
  communityId: string,
  { words, limit }: { words: readonly string[]; limit: number },
): Promise<Neighbour[]> {
  const beginning = words.join(' ');
  const hasWords = words.map((word) => sql`and strpos(title_key, ${word}::text) > 0`);
  const { rows } = await sql<Neighbour>`
    with beginning as (
      select id, title, kind, title_key from resources
       where community_id = ${communityId} and standing = 'shown' and ${words.length > 0}
         and title_key >= ${beginning} and title_key < ${endOf(beginning)}
       order by title_key, id limit ${limit}),
    newest as (
      select id, title, kind, title_key from (
        select id, title, kind, title_key from resources
         where community_id = ${communityId} and standing = 'shown'
         order by id desc limit ${mostLookedAt}) as lately
       where true ${sql.join(hasWords, sql` `)}
       order by id desc limit ${limit})
    select id, title, kind from (select * from beginning union select * from newest) as found
     order by title_key, id limit ${limit}`.execute(tx);
  return rows;
}
