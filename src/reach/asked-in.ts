import { sql, type RawBuilder } from 'kysely';
import { beforeAllIds, statement, type Transaction } from '../db/index.ts';
import type { Opened } from './reach-store.ts';

/** Something of a community that somebody would have everybody read. */
export interface AskedItem extends Opened {
  title: string;
  askerName: string | null;
  askedAt: Date;
}

const askedOf = (kind: Opened['kind'], table: string, communityId: RawBuilder<string>) => sql`
  select ${sql.lit(kind)}::text as kind, organization_id, id, title, reach_asked_by, reach_asked_at
    from ${sql.table(table)}
   where community_id = ${communityId} and reach_asked_by is not null and standing = 'shown'`;

const askedIn = statement<{ communityId: string; after: string; limit: number }, AskedItem>(
  (_tx, given) => sql`
    select asked.kind, asked.id, asked.title, persons.name as asker_name, asked.reach_asked_at as asked_at
      from (${askedOf('article', 'articles', given('communityId'))}
            union all ${askedOf('resource', 'resources', given('communityId'))}
            union all ${askedOf('collection', 'collections', given('communityId'))}) as asked
      join persons on persons.organization_id = asked.organization_id
       and persons.id = asked.reach_asked_by
     where asked.id > ${given('after')}
     order by asked.id limit ${given('limit')}`,
);

/** What of a community somebody would have everybody read, in the order in which it was made. */
export function reachAskedIn(
  tx: Transaction,
  communityId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<AskedItem[]> {
  return askedIn(tx, { communityId, after: after ?? beforeAllIds, limit });
}
