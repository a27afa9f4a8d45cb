import { sql } from 'kysely';
import { earliestId, statement, type Transaction } from '../db/index.ts';

/** What a community came to know since a day. */
export interface Progress {
  /** Questions with an answer that was accepted since. */
  settled: number;
  /** Articles that were published for the first time. */
  added: number;
  /** Articles that were there before and were published anew, or looked over and found to hold. */
  renewed: number;
}

const progress = statement<{ communityId: string; since: Date; sinceId: string }, Progress>(
  (_tx, given) => sql`
    with lately as (
      select distinct verb, object_id from activity
       where community_id = ${given('communityId')} and id >= ${given('sinceId')}
         and verb in ('accepted', 'published', 'checked')),
    written as (
      select min(article_publications.published_at) as first_at
        from lately join articles on articles.id = lately.object_id
         and articles.community_id = ${given('communityId')} and articles.standing = 'shown'
        join article_publications on article_publications.organization_id = articles.organization_id
         and article_publications.article_id = articles.id
       where lately.verb in ('published', 'checked')
       group by articles.id)
    select (select count(distinct posts.thread_id)::integer
              from lately join posts on posts.id = lately.object_id
               and posts.accepted_count > 0 and posts.standing in ('visible', 'redacted')
              join threads on threads.organization_id = posts.organization_id
               and threads.id = posts.thread_id and threads.standing = 'visible'
               and threads.kind = 'question'
             where lately.verb = 'accepted') as settled,
           (select count(*)::integer from written where first_at >= ${given('since')}) as added,
           (select count(*)::integer from written where first_at < ${given('since')}) as renewed`,
);

/** How much was settled and written down since this moment; what was taken back or withdrawn is not counted. */
export async function progressSince(
  tx: Transaction,
  communityId: string,
  since: Date,
): Promise<Progress> {
  const [found] = await progress(tx, { communityId, since, sinceId: earliestId(since) });
  return found ?? { settled: 0, added: 0, renewed: 0 };
}
