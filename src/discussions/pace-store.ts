import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** Of a thread that many write in at once, only its last posts are counted. */
const mostCounted = 500;

/** How many threads this person has begun in a community since then, and how often they replied, by name or not. */
export async function postsSince(
  tx: Transaction,
  { communityId, personId, since }: { communityId: string; personId: string; since: Date },
): Promise<{ threads: number; replies: number }> {
  const { rows } = await sql<{ threads: number; replies: number }>`
    select count(*) filter (where posts.post_no = 1)::integer as threads,
           count(*) filter (where posts.post_no > 1)::integer as replies
      from thread_readers
      join threads on threads.organization_id = thread_readers.organization_id
       and threads.id = thread_readers.thread_id
      join posts on posts.organization_id = threads.organization_id and posts.thread_id = threads.id
       and posts.post_no > threads.last_post_no - ${mostCounted}::integer
     where thread_readers.person_id = ${personId} and thread_readers.wrote_at > ${since}
       and threads.community_id = ${communityId} and posts.created_at > ${since}
       and (posts.author_id = ${personId}::uuid or posts.alias_no = (
             select alias_no from aliases where aliases.organization_id = threads.organization_id
                and aliases.thread_id = threads.id and aliases.person_id = ${personId}::uuid))`.execute(
    tx,
  );
  return rows[0] ?? { threads: 0, replies: 0 };
}
