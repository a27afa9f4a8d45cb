import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Settings } from './community.ts';

/** A community as those outside may see it, in a list or on its public face. */
export interface Card {
  id: string;
  name: string;
  purpose: string;
  joining: Settings['joining'];
  people: number;
  courses: number;
  /** Names of those who lead it, longest in the role first. */
  facilitators: string[];
  topics: string[];
}

/** The cards of these communities, in the order asked for. */
export async function cardsOf(tx: Transaction, ids: readonly string[]): Promise<Card[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Card>`
    select c.id, c.name, h.purpose, c.joining,
           (select count(*)::integer from memberships m
             where m.organization_id = c.organization_id and m.community_id = c.id
               and m.left_at is null) as people,
           (select count(*)::integer from mappings m
             where m.organization_id = c.organization_id and m.community_id = c.id
               and m.state = 'agreed') as courses,
           array(select p.name
                   from memberships m
                   join persons p on p.organization_id = m.organization_id and p.id = m.person_id
                  where m.organization_id = c.organization_id and m.community_id = c.id
                    and m.role = 'facilitator' and m.left_at is null and p.name is not null
                  order by m.joined_at, p.id limit 3) as facilitators,
           array(select t.name from topics t
                  where t.organization_id = c.organization_id and t.community_id = c.id
                  order by t.position, t.id limit 12) as topics
      from unnest(${ids}::uuid[]) with ordinality as wanted (id, place)
      join communities c on c.id = wanted.id
      join charters h on h.organization_id = c.organization_id and h.community_id = c.id
       and h.version = c.charter_version
     order by wanted.place`.execute(tx);
  return rows;
}
