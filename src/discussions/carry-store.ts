import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Transfer } from './transfer-store.ts';

/** Every vote for the one is a vote for the other; nobody has two. */
export async function carryVotes(
  tx: Transaction,
  { organizationId, from, into }: Transfer,
): Promise<void> {
  await sql`
    insert into thread_votes (organization_id, thread_id, person_id, created_at)
      select ${organizationId}, ${into}, person_id, created_at from thread_votes where thread_id = ${from}
      on conflict do nothing`.execute(tx);
  await sql`
    update threads set vote_count = (select count(*) from thread_votes where thread_id = ${into})
     where id = ${into}`.execute(tx);
}

/** Whoever had read both threads to their ends has read the one that they became; whoever wrote takes part in it. */
export async function carryReaders(
  tx: Transaction,
  { organizationId, from, into }: Transfer,
  afterNo: number,
): Promise<void> {
  await sql`
    update thread_readers as reader set last_read_no = ${afterNo} + other.last_read_no
      from thread_readers as other
     where reader.thread_id = ${into} and reader.last_read_no = ${afterNo}
       and other.thread_id = ${from} and other.person_id = reader.person_id`.execute(tx);
  await sql`
    insert into thread_readers (organization_id, thread_id, person_id, last_read_no, last_visit_at, wrote_at)
      select ${organizationId}, ${into}, person_id, 0, last_visit_at, wrote_at
        from thread_readers where thread_id = ${from} and wrote_at is not null
      on conflict (organization_id, thread_id, person_id)
      do update set wrote_at = greatest(thread_readers.wrote_at, excluded.wrote_at)`.execute(tx);
}

/** Whoever had read posts before they left has read them over there; whoever wrote them takes part. */
export async function placeReaders(
  tx: Transaction,
  { organizationId, from, into }: Transfer,
  postNos: readonly number[],
): Promise<void> {
  await sql`
    insert into thread_readers (organization_id, thread_id, person_id, last_read_no, last_visit_at)
      select ${organizationId}, ${into}, person_id, read.count, last_visit_at
        from thread_readers
       cross join lateral (select count(*)::integer as count from unnest(${postNos}::integer[]) as post_no
                            where post_no <= last_read_no) as read
       where thread_id = ${from} and read.count > 0`.execute(tx);
  await sql`
    update thread_readers as reader set wrote_at = written.at
      from (select coalesce(author_id, (select person_id from aliases where aliases.thread_id = posts.thread_id
                                           and aliases.alias_no = posts.alias_no)) as person_id,
                   max(created_at) as at
              from posts where thread_id = ${into} group by 1) as written
     where reader.thread_id = ${into} and reader.person_id = written.person_id`.execute(tx);
}
