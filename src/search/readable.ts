import { sql, type RawBuilder } from 'kysely';
import type { Given } from '../db/index.ts';
import type { Session } from '../sessions/index.ts';

/** Whose reading it is. */
export type Reading = Pick<Session, 'personId' | 'courseId'>;

/**
 * The ids of the communities whose talk this visit may read: those they belong to, and those that the whole
 * organization may read; nobody in particular, those that the course of the visit is mapped to.
 */
export const readableTo = (given: Given<Reading>): RawBuilder<string[]> => sql`
  case when (select ${given('personId')}::uuid) is null then array(
    select mappings.community_id from mappings
     where mappings.course_id = (select ${given('courseId')}::uuid) and mappings.state = 'agreed')
  else array(
    select memberships.community_id from memberships
     where memberships.person_id = (select ${given('personId')}::uuid) and memberships.left_at is null
    union
    select communities.id from communities where communities.reading = 'organization') end`;

/** Those of them that they belong to, and so are nearer to. */
export const ownOf = (given: Given<Reading>): RawBuilder<string[]> => sql`array(
  select memberships.community_id from memberships
   where memberships.person_id = (select ${given('personId')}::uuid) and memberships.left_at is null)`;
