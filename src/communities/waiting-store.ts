import { sql } from 'kysely';
import { beforeAllIds, statement, type Transaction } from '../db/index.ts';

/** What somebody asks of a community, or offers it, in their own words, until a facilitator has answered. */
interface Waiting {
  id: string;
  personName: string | null;
  words: string;
  createdAt: Date;
}

/** Finds what waits in this table, the oldest first. */
function findWaiting(table: 'join_requests' | 'help_offers') {
  const waiting = statement<{ communityId: string; after: string; limit: number }, Waiting>(
    (_tx, given) => sql`
      select waiting.id, persons.name as person_name, waiting.words, waiting.created_at
        from ${sql.table(table)} as waiting
        join persons on persons.organization_id = waiting.organization_id and persons.id = waiting.person_id
       where waiting.community_id = ${given('communityId')} and waiting.answered_at is null
         and waiting.id > ${given('after')}
       order by waiting.id
       limit ${given('limit')}`,
  );
  return (
    tx: Transaction,
    communityId: string,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<Waiting[]> => waiting(tx, { communityId, after: after ?? beforeAllIds, limit });
}

/** People who asked to be let in. */
export const waitingJoinRequests = findWaiting('join_requests');

/** People who would rather help here than begin a community of their own. */
export const waitingHelpOffers = findWaiting('help_offers');
