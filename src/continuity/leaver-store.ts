import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** Why nobody counts on them any more: they left, say that they are moving on, or are in none of the courses now. */
export type Way = 'left' | 'moving' | 'gone';

/**
 * Who was in courses of a community and is in none of them any more: not as far as the rosters tell, nor by a launch
 * since. A course that tells nothing of them is taken to have them still.
 */
const goneFromCourses = (communityId: string): RawBuilder<unknown> => sql`
  select identities.person_id, max(roster_entries.gone_at) as at
    from mappings
    join roster_entries on roster_entries.organization_id = mappings.organization_id
     and roster_entries.course_id = mappings.course_id
    join identities on identities.organization_id = roster_entries.organization_id
     and identities.platform_id = roster_entries.platform_id
     and identities.subject = roster_entries.subject
   where mappings.community_id = ${communityId} and mappings.state = 'agreed'
   group by identities.person_id
  having bool_and(roster_entries.status = 'gone')
     and not exists (
       select from enrollments
         join mappings as feeding on feeding.organization_id = enrollments.organization_id
          and feeding.course_id = enrollments.course_id
          and feeding.community_id = ${communityId} and feeding.state = 'agreed'
        where enrollments.person_id = identities.person_id
          and not exists (
            select from identities as own
              join roster_entries as line on line.organization_id = own.organization_id
               and line.platform_id = own.platform_id and line.subject = own.subject
             where own.organization_id = enrollments.organization_id
               and own.person_id = enrollments.person_id
               and line.course_id = enrollments.course_id
               and line.gone_at >= enrollments.launched_at))`;

/** A query of all who belonged to a community and do not stay: `person_id`, which `way`, and `since` when. */
export const leaversOf = (communityId: string): RawBuilder<unknown> => sql`
  select memberships.person_id,
         case when memberships.left_at is not null then 'left'
              when memberships.moving_on_at is not null then 'moving'
              else 'gone' end as way,
         coalesce(memberships.left_at, memberships.moving_on_at, gone.at) as since
    from memberships
    left join (${goneFromCourses(communityId)}) as gone on gone.person_id = memberships.person_id
   where memberships.community_id = ${communityId}
     and coalesce(memberships.left_at, memberships.moving_on_at, gone.at) is not null`;

/** Somebody, and how they stand to the community; undefined for whoever never belonged. */
export async function findPerson(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
): Promise<{ name: string | null; way: Way | null; since: Date | null } | undefined> {
  const { rows } = await sql<{ name: string | null; way: Way | null; since: Date | null }>`
    select persons.name, leavers.way, leavers.since
      from memberships
      join persons on persons.organization_id = memberships.organization_id
                  and persons.id = memberships.person_id
      left join (${leaversOf(communityId)}) as leavers
        on leavers.person_id = memberships.person_id
     where memberships.community_id = ${communityId} and memberships.person_id = ${personId}`.execute(
    tx,
  );
  return rows[0];
}

/** Those of these people who belong and stay. */
export async function stayingOf(
  tx: Transaction,
  communityId: string,
  personIds: readonly string[],
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const { rows } = await sql<{ personId: string }>`
    select memberships.person_id from memberships
     where memberships.community_id = ${communityId}
       and memberships.person_id = any(${personIds}::uuid[])
       and memberships.person_id not in (
         select person_id from (${leaversOf(communityId)}) as leavers)`.execute(tx);
  return new Set(rows.map(({ personId }) => personId));
}
