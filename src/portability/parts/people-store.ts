import { sql } from 'kysely';
import type { Transaction } from '../../db/index.ts';

interface PersonRow {
  id: string;
  name: string | null;
  role: 'facilitator' | 'member' | null;
}

/** These people, and what they are in the community now. */
export async function peopleLeaving(
  tx: Transaction,
  communityId: string,
  ids: readonly string[],
): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select persons.id, persons.name, memberships.role
      from persons
      left join memberships on memberships.organization_id = persons.organization_id
       and memberships.person_id = persons.id and memberships.community_id = ${communityId}
       and memberships.left_at is null
     where persons.id = any(${ids}::uuid[]) order by persons.id`.execute(tx);
  return rows;
}
