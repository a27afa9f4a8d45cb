import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** What somebody did about a topic in a quarter. */
export interface PracticeLine {
  /** The first day of the quarter, such as 2026-10-01. */
  quarter: string;
  communityId: string;
  communityName: string;
  /** Null for what belongs to no topic. */
  topicName: string | null;
  /** Questions of theirs. */
  asked: number;
  /** What they wrote to questions of others. */
  answered: number;
  /** How often somebody thanked them, or said that it helped, for posts and resources. */
  thanked: number;
}

/**
 * What somebody asked, answered and was thanked for since a moment, by quarter and topic, the latest quarter first. What
 * they wrote behind an alias is not theirs to anybody's knowledge, and is not counted.
 *
 * @param timeZone whose calendar counts
 */
export async function practiceOf(
  tx: Transaction,
  personId: string,
  { since, timeZone }: { since: Date; timeZone: string },
): Promise<PracticeLine[]> {
  const { rows } = await sql<PracticeLine>`
    with deeds (community_id, topic_id, at, deed) as (
      select community_id, topic_id, created_at, 'asked' from threads
       where author_id = ${personId} and kind = 'question' and standing <> 'deleted'
         and created_at >= ${since}
      union all
      select threads.community_id, threads.topic_id, posts.created_at, 'answered'
        from posts join threads on threads.organization_id = posts.organization_id
         and threads.id = posts.thread_id
       where posts.author_id = ${personId} and posts.post_no > 1 and posts.created_at >= ${since}
         and posts.standing in ('visible', 'redacted') and threads.standing = 'visible'
         and threads.kind = 'question' and threads.author_id is distinct from posts.author_id
      union all
      select threads.community_id, threads.topic_id, reactions.created_at, 'thanked'
        from posts join threads on threads.organization_id = posts.organization_id
         and threads.id = posts.thread_id
        join reactions on reactions.organization_id = posts.organization_id
         and reactions.post_id = posts.id and reactions.kind in ('thanks', 'helped')
       where posts.author_id = ${personId} and posts.standing in ('visible', 'redacted')
         and threads.standing = 'visible' and reactions.created_at >= ${since}
      union all
      select resources.community_id, resources.topic_id, resource_thanks.created_at, 'thanked'
        from resources join resource_thanks
          on resource_thanks.organization_id = resources.organization_id
         and resource_thanks.resource_id = resources.id
       where resources.given_by = ${personId} and resources.standing = 'shown'
         and resource_thanks.created_at >= ${since})
    select date_trunc('quarter', deeds.at at time zone ${timeZone})::date::text as quarter,
           deeds.community_id, communities.name as community_name, topics.name as topic_name,
           (count(*) filter (where deed = 'asked'))::integer as asked,
           (count(*) filter (where deed = 'answered'))::integer as answered,
           (count(*) filter (where deed = 'thanked'))::integer as thanked
      from deeds
      join communities on communities.id = deeds.community_id
      left join topics on topics.organization_id = communities.organization_id
       and topics.id = deeds.topic_id
     group by 1, 2, 3, 4
     order by quarter desc, community_name, deeds.community_id, topic_name nulls last`.execute(tx);
  return rows;
}
