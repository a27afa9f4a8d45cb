import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../db/index.ts';
import { isPersonal, type Session } from '../sessions/index.ts';
import type { Titled } from './link-title.ts';

/** Whether whoever looks may read a community of the query. */
function mayRead(session: Session): RawBuilder<boolean> {
  if (!isPersonal(session))
    return sql`exists (
      select from mappings where mappings.organization_id = communities.organization_id
         and mappings.community_id = communities.id and mappings.course_id = ${session.courseId}::uuid
         and mappings.state = 'agreed')`;
  return sql`(communities.reading = 'organization' or exists (
    select from memberships where memberships.organization_id = communities.organization_id
       and memberships.community_id = communities.id and memberships.person_id = ${session.personId}
       and memberships.left_at is null))`;
}

/**
 * What threads and communities are called: those that whoever looks may read, and communities that may be known
 * of. A thread that not everybody sees any more has no title to tell.
 */
export async function titlesOf(
  tx: Transaction,
  session: Session,
  places: readonly Pick<Titled, 'kind' | 'id'>[],
): Promise<Titled[]> {
  const idsOf = (wanted: Titled['kind']) =>
    places.filter(({ kind }) => kind === wanted).map(({ id }) => id);
  const isListed = isPersonal(session) ? sql`communities.listing = 'listed'` : sql`false`;
  const { rows } = await sql<Titled>`
    select 'community' as kind, communities.id, communities.name as title, 0 as after_no
      from communities
     where communities.id = any(${idsOf('community')}::uuid[]) and communities.merged_into is null
       and (${isListed} or ${mayRead(session)})
    union all
    select 'thread', kept.id, threads.title, coalesce(kept.merged_after_no, 0)
      from threads as kept
      join threads on threads.organization_id = kept.organization_id
       and threads.id = coalesce(kept.merged_into, kept.id)
      join communities on communities.organization_id = threads.organization_id
       and communities.id = threads.community_id
     where kept.id = any(${idsOf('thread')}::uuid[]) and threads.standing = 'visible'
       and communities.merged_into is null and ${mayRead(session)}`.execute(tx);
  return rows;
}
