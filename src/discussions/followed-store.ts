import { sql, type RawBuilder } from 'kysely';

const isFollowing = sql`watches.level in ('tracking', 'watching')`;

/** Threads that this person chose nothing about by themselves. */
const hasNoChoice = (personId: string | null, scope: 'thread' | 'topic', column: string) => sql`
  not exists (select from watches as nearer where nearer.organization_id = threads.organization_id
     and nearer.person_id = ${personId}::uuid and nearer.scope = ${sql.lit(scope)}
     and nearer.scope_id = ${sql.ref(`threads.${column}`)})`;

/**
 * The ids of the threads that somebody follows, those with the newest activity. Each of the three parts is
 * served by an index of its own, and no thread is in two of them: the nearest thing they chose decides.
 *
 * @param isWanted a condition on threads that all of them meet
 */
export function followedThreads(
  { personId, isWanted }: { personId: string | null; isWanted: RawBuilder<boolean> },
  limit: number,
): RawBuilder<string> {
  const newest = sql`order by last_post_at desc, id desc limit ${limit}`;
  return sql`(
    select id from (
      select threads.id, threads.last_post_at
        from watches
        join threads on threads.organization_id = watches.organization_id and threads.id = watches.scope_id
       where watches.person_id = ${personId}::uuid and watches.scope = 'thread' and ${isFollowing} and ${isWanted}
      union all
      select part.id, part.last_post_at
        from watches
       cross join lateral (
         select threads.id, threads.last_post_at from threads
          where threads.organization_id = watches.organization_id and threads.topic_id = watches.scope_id
            and ${isWanted} and ${hasNoChoice(personId, 'thread', 'id')} ${newest}) as part
       where watches.person_id = ${personId}::uuid and watches.scope = 'topic' and ${isFollowing}
      union all
      select part.id, part.last_post_at
        from watches
       cross join lateral (
         select threads.id, threads.last_post_at from threads
          where threads.organization_id = watches.organization_id and threads.community_id = watches.scope_id
            and ${isWanted} and ${hasNoChoice(personId, 'thread', 'id')}
            and ${hasNoChoice(personId, 'topic', 'topicId')} ${newest}) as part
       where watches.person_id = ${personId}::uuid and watches.scope = 'community' and ${isFollowing}
    ) as followed ${newest})`;
}
