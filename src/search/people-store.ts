import { sql } from 'kysely';
import { statement, type Transaction } from '../db/index.ts';
import { boundsOf, placesIn, type Bounds, type Look, type Part } from './look.ts';
import { ownOf } from './readable.ts';

/** A community where somebody who looks may see this person. */
interface PlaceOfPerson {
  id: string;
  name: string;
  isLed: boolean;
}

/** Somebody who was found by name. */
export interface PersonHit {
  id: string;
  name: string;
  communities: PlaceOfPerson[];
}

export interface People {
  people: PersonHit[];
  count: number;
}

/** Folded beginnings of names: all of these, and none of those. */
export interface Called {
  named: readonly string[];
  refused: readonly string[];
}

const communitiesShown = 3;

/** Whose names say the very words come first. */
const called = statement<Bounds & Called & Part, PersonHit & { count: number }>(
  (_tx, given) => sql`
    with asker as materialized (
      select ${placesIn(given)} as places, ${ownOf(given)} as own
    ), called as materialized (
      select called.*
        from asker, people_found((select ${given('named')}::text[]), (select ${given('refused')}::text[]), places, own) as called
    ), shown as (
      select called.id, called.name, is_whole, persons.name_key
        from called
        join persons on persons.id = called.id
       order by is_whole desc, name_key, id limit (select ${given('limit')}::integer) offset (select ${given('skip')}::integer)
    )
    select shown.id, shown.name, (select count(*)::integer from called) as count,
           (select jsonb_agg(place) from (
             select communities.id, communities.name, memberships.role = 'facilitator' as "isLed"
               from asker
               join memberships on memberships.person_id = shown.id and memberships.left_at is null
                and memberships.community_id = any(places)
                and (memberships.role = 'facilitator' or memberships.community_id = any(own))
               join communities on communities.organization_id = memberships.organization_id
                and communities.id = memberships.community_id
              order by memberships.role = 'facilitator' desc, communities.name, communities.id
              limit ${sql.lit(communitiesShown)}) as place) as communities
      from shown
     order by is_whole desc, name_key, id`,
);

/** Those who are called so and whom this visit may see. */
export async function peopleCalled(
  tx: Transaction,
  look: Look,
  names: Called,
  part: Part,
): Promise<People> {
  const rows = await called(tx, { ...boundsOf(look), ...names, ...part });
  return { people: rows.map(({ count: _count, ...person }) => person), count: rows[0]?.count ?? 0 };
}
