import { sql } from 'kysely';
import { statement, type Transaction } from '../db/index.ts';

/** How long a question may wait where so many working days were chosen. */
export interface ReplyTerm {
  days: number;
  askedBefore: Date;
}

/** Who helped in the last year is likely to help again. */
const remembered = sql`interval '1 year'`;
/** An older question that finds no helper is not tried for ever. */
const triedFor = sql`interval '14 days'`;
const helpersAsked = 3;

/**
 * Notes for each question that waited longer than its community chose, and about which nobody was asked yet, the
 * members whose answers to others about the same topic were accepted or thanked most often. Whoever wants no news
 * of the topic, or of the community, is left in peace.
 */
export async function askHelpers(tx: Transaction, terms: readonly ReplyTerm[]): Promise<void> {
  await sql`
    insert into helper_asks (organization_id, thread_id, person_id)
    select waiting.organization_id, waiting.id, helpers.person_id
      from communities
      join unnest(${terms.map(({ days }) => days)}::integer[],
                  ${terms.map(({ askedBefore }) => askedBefore.toISOString())}::timestamptz[])
        as term (days, asked_before) on term.days = communities.reply_days
      join threads as waiting on waiting.organization_id = communities.organization_id
       and waiting.community_id = communities.id and waiting.kind = 'question'
       and waiting.last_post_no = 1 and waiting.standing = 'visible'
       and waiting.created_at <= term.asked_before
       and waiting.created_at > term.asked_before - ${triedFor}
     cross join lateral (
       select posts.author_id as person_id
         from threads as helped
         join posts on posts.organization_id = helped.organization_id
          and posts.thread_id = helped.id and posts.post_no > 1
          and posts.standing in ('visible', 'redacted')
          and posts.author_id is distinct from helped.author_id
          and posts.author_id is distinct from waiting.author_id
         join memberships on memberships.organization_id = posts.organization_id
          and memberships.community_id = waiting.community_id
          and memberships.person_id = posts.author_id and memberships.left_at is null
        where helped.organization_id = waiting.organization_id
          and helped.community_id = waiting.community_id and helped.kind = 'question'
          and helped.topic_id is not distinct from waiting.topic_id
          and helped.standing = 'visible' and helped.last_post_at > now() - ${remembered}
          and (posts.accepted_count > 0 or exists (
            select from reactions where reactions.organization_id = posts.organization_id
               and reactions.post_id = posts.id and reactions.kind in ('thanks', 'helped')))
          and not exists (
            select from watches where watches.organization_id = posts.organization_id
               and watches.person_id = posts.author_id and watches.level = 'muted'
               and watches.scope_id in (waiting.community_id, waiting.topic_id))
        group by posts.author_id
        order by count(*) desc, posts.author_id
        limit ${helpersAsked}) as helpers
     where not exists (
       select from helper_asks where helper_asks.organization_id = waiting.organization_id
          and helper_asks.thread_id = waiting.id)
    on conflict do nothing`.execute(tx);
}

/** A question that somebody is asked about. */
export interface HelperAsk {
  id: string;
  communityId: string;
  title: string;
  askedAt: Date;
}

const asks = statement<{ personId: string; communityId: string | null; limit: number }, HelperAsk>(
  (_tx, given) => sql`
    select threads.id, threads.community_id, threads.title, threads.created_at as asked_at
      from helper_asks
      join threads on threads.organization_id = helper_asks.organization_id
       and threads.id = helper_asks.thread_id and threads.last_post_no = 1
       and threads.standing = 'visible'
      join memberships on memberships.organization_id = threads.organization_id
       and memberships.community_id = threads.community_id
       and memberships.person_id = helper_asks.person_id and memberships.left_at is null
     where helper_asks.person_id = ${given('personId')}
       and helper_asks.asked_at > now() - ${triedFor}
       and (${given('communityId')}::uuid is null or threads.community_id = ${given('communityId')}::uuid)
       and not exists (
         select from thread_readers
          where thread_readers.organization_id = helper_asks.organization_id
            and thread_readers.thread_id = helper_asks.thread_id
            and thread_readers.person_id = helper_asks.person_id
            and thread_readers.last_visit_at > helper_asks.asked_at)
     order by helper_asks.asked_at desc, threads.id
     limit ${given('limit')}`,
);

/**
 * What this member is asked about and did not look at since, as long as nobody replied: the newest first.
 *
 * @param communityId null for every community that they belong to
 */
export function helperAsks(
  tx: Transaction,
  who: { personId: string; communityId: string | null },
  limit: number,
): Promise<HelperAsk[]> {
  return asks(tx, { ...who, limit });
}
