import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** Somebody who may be chosen for a role. */
export interface Candidate {
  id: string;
  name: string | null;
}

const mostShown = 20;

/** Members who may be asked to help lead, by name: those whose name holds these words, and are not asked yet. */
export function membersToAsk(
  tx: Transaction,
  communityId: string,
  words: string,
): Promise<Candidate[]> {
  return tx
    .selectFrom('memberships')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'memberships.organizationId')
        .onRef('persons.id', '=', 'memberships.personId'),
    )
    .select(['persons.id', 'persons.name'])
    .where('memberships.communityId', '=', communityId)
    .where('memberships.role', '=', 'member')
    .where('memberships.leftAt', 'is', null)
    .where(sql<boolean>`strpos(lower(coalesce(persons.name, '')), lower(${words})) > 0`)
    .where(
      sql<boolean>`not exists (
        select from nominations n
         where n.organization_id = memberships.organization_id
           and n.community_id = memberships.community_id and n.person_id = memberships.person_id
           and n.state in ('asked', 'accepted', 'confirmed') and n.took_effect_at is null)`,
    )
    .orderBy('persons.name')
    .orderBy('persons.id')
    .limit(mostShown)
    .execute();
}

/** People of the community's courses, by name: those whose name holds these words. */
export function peopleOfCourses(
  tx: Transaction,
  communityId: string,
  words: string,
): Promise<Candidate[]> {
  return tx
    .selectFrom('persons')
    .select(['persons.id', 'persons.name'])
    .where(sql<boolean>`strpos(lower(coalesce(persons.name, '')), lower(${words})) > 0`)
    .where(
      sql<boolean>`exists (
        select from enrollments e
          join mappings m on m.organization_id = e.organization_id and m.course_id = e.course_id
         where e.organization_id = persons.organization_id and e.person_id = persons.id
           and m.community_id = ${communityId} and m.state = 'agreed')`,
    )
    .orderBy('persons.name')
    .orderBy('persons.id')
    .limit(mostShown)
    .execute();
}

/** Whoever in the organization has exactly this address, however its letters are written. */
export function peopleWithEmail(tx: Transaction, email: string): Promise<Candidate[]> {
  return tx
    .selectFrom('persons')
    .select(['id', 'name'])
    .where(sql<boolean>`lower(email) = lower(${email})`)
    .orderBy('name')
    .orderBy('id')
    .limit(mostShown)
    .execute();
}

export function findCandidate(tx: Transaction, id: string): Promise<Candidate | undefined> {
  return tx.selectFrom('persons').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
}
