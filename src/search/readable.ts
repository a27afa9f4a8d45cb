import { sql, type RawBuilder } from 'kysely';
import { isPersonal, type Session } from '../sessions/index.ts';

/**
 * The ids of the communities whose talk this visit may read: those they belong to, and those that the whole
 * organization may read; nobody in particular, those that the course of the visit is mapped to.
 */
export function readableTo(session: Session): RawBuilder<string[]> {
  if (!isPersonal(session))
    return sql`array(
      select mappings.community_id from mappings
       where mappings.course_id = ${session.courseId}::uuid and mappings.state = 'agreed')`;
  return sql`array(
    select memberships.community_id from memberships
     where memberships.person_id = ${session.personId}::uuid and memberships.left_at is null
    union
    select communities.id from communities where communities.reading = 'organization')`;
}

/** Those of them that they belong to, and so are nearer to. */
export function ownOf(session: Session): RawBuilder<string[]> {
  return sql`array(
    select memberships.community_id from memberships
     where memberships.person_id = ${session.personId}::uuid and memberships.left_at is null)`;
}
