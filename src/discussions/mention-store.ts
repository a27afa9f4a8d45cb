import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Mention } from './mention.ts';
import { watchLevelOf } from './watch-store.ts';

/** Whom a post of a query names, as its words do it, with the names they have now. */
export const mentionsOfPost: RawBuilder<Mention[]> = sql`case
  when posts.body_html like '%<span data-person="%' or posts.tried_html like '%<span data-person="%' then (
    select coalesce(json_agg(json_build_object('id', post_mentions.named_id, 'name', persons.name)), '[]')
      from post_mentions join persons on persons.organization_id = post_mentions.organization_id
       and persons.id = post_mentions.person_id
     where post_mentions.organization_id = posts.organization_id and post_mentions.post_id = posts.id)
  else '[]' end`;

/** Where somebody names people. */
interface Place {
  communityId: string;
  threadId: string;
  postId: string;
}

/**
 * Keeps whom a post names from now on: members of its community, and whom it named before. They follow the
 * thread from then on, unless they chose otherwise or left it in peace.
 *
 * @param writerId who names them, whose own following comes with writing
 */
export async function saveMentions(
  tx: Transaction,
  { communityId, threadId, postId }: Place,
  { personIds, writerId }: { personIds: readonly string[]; writerId: string },
): Promise<void> {
  const level = watchLevelOf(sql<string>`fresh.person_id`);
  await sql`
    with gone as (
      delete from post_mentions where post_id = ${postId} and named_id <> all(${personIds}::uuid[])
    ), fresh as (
      insert into post_mentions (organization_id, post_id, named_id, person_id)
        select organization_id, ${postId}, person_id, person_id from memberships
         where community_id = ${communityId} and person_id = any(${personIds}::uuid[]) and left_at is null
        on conflict do nothing
        returning person_id
    )
    insert into watches (organization_id, person_id, scope, scope_id, level, reason)
      select threads.organization_id, fresh.person_id, 'thread', threads.id,
             case when ${level} = 'watching' then 'watching' else 'tracking' end, 'mentioned'
        from fresh join threads on threads.id = ${threadId}
       where fresh.person_id <> ${writerId} and ${level} <> 'muted'
      on conflict do nothing`.execute(tx);
}

/** Those of these people who belong to a community, as somebody sees them who belongs to it as well. */
export async function membersAmong(
  tx: Transaction,
  { communityId, readerId }: { communityId: string; readerId: string },
  personIds: readonly string[],
): Promise<Mention[]> {
  const { rows } = await sql<Mention>`
    select persons.id, persons.name
      from memberships
      join persons on persons.organization_id = memberships.organization_id
       and persons.id = memberships.person_id
     where memberships.community_id = ${communityId} and memberships.left_at is null
       and memberships.person_id = any(${personIds}::uuid[])
       and exists (select from memberships as own where own.organization_id = memberships.organization_id
                      and own.community_id = ${communityId} and own.person_id = ${readerId}
                      and own.left_at is null)`.execute(tx);
  return rows;
}
