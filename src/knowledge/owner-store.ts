import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Article } from './article.ts';

/** Somebody who looks after an article. */
interface Owner {
  personId: string;
  name: string | null;
  /** Whether they do not belong any more. */
  hasLeft: boolean;
}

/** @returns whether they did not look after it already */
export async function insertOwner(
  tx: Transaction,
  owner: { organizationId: string; articleId: string; personId: string },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('articleOwners')
    .values(owner)
    .onConflict((conflict) => conflict.doNothing())
    .returning('personId')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function deleteOwner(
  tx: Transaction,
  { articleId, personId }: { articleId: string; personId: string },
): Promise<void> {
  await tx
    .deleteFrom('articleOwners')
    .where('articleId', '=', articleId)
    .where('personId', '=', personId)
    .execute();
}

const mostOwners = 50;

/** Whoever sees to it that an article holds, the longest first. */
export async function ownersOf(
  tx: Transaction,
  { id, communityId }: Pick<Article, 'id' | 'communityId'>,
): Promise<Owner[]> {
  const { rows } = await sql<Owner>`
    select owners.person_id, persons.name, memberships.person_id is null as has_left
      from article_owners as owners
      join persons on persons.organization_id = owners.organization_id
                  and persons.id = owners.person_id
      left join memberships on memberships.organization_id = owners.organization_id
       and memberships.community_id = ${communityId} and memberships.person_id = owners.person_id
       and memberships.left_at is null
     where owners.article_id = ${id}
     order by owners.since, owners.person_id limit ${mostOwners}`.execute(tx);
  return rows;
}
