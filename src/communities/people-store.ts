import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Place } from '../web/index.ts';

/** A member as the others see them: a name, or none. How much they mean to take part is theirs alone. */
export interface Person {
  id: string;
  name: string | null;
}

/** Those who belong without leading, by name; those whose name is unknown come last. */
export async function membersByName(
  tx: Transaction,
  communityId: string,
  { after, limit }: { after: Place | null; limit: number },
): Promise<(Person & Place)[]> {
  const key = sql<string>`coalesce(p.name_key, '')`;
  const { rows } = await sql<Person & Place>`
    select p.id, p.name, ${key} as key
      from memberships m
      join persons p on p.organization_id = m.organization_id and p.id = m.person_id
     where m.community_id = ${communityId} and m.role = 'member' and m.left_at is null
       and ${after ? sql`(${key} = '', ${key}, p.id) > (${after.key === ''}, ${after.key}, ${after.id})` : sql`true`}
     order by ${key} = '', ${key}, p.id
     limit ${limit}`.execute(tx);
  return rows;
}

/**
 * Members by a part of their names, wherever it stands in them; those whom a name begins with it come first.
 *
 * @param letters folded, as names are sorted
 */
export async function membersLike(
  tx: Transaction,
  communityId: string,
  { letters, limit }: { letters: string; limit: number },
): Promise<(Person & { name: string })[]> {
  const { rows } = await sql<Person & { name: string }>`
    select p.id, p.name
      from memberships m
      join persons p on p.organization_id = m.organization_id and p.id = m.person_id
     where m.community_id = ${communityId} and m.left_at is null and strpos(p.name_key, ${letters}) > 0
     order by strpos(' ' || p.name_key, ' ' || ${letters}) = 0, p.name_key, p.id
     limit ${limit}`.execute(tx);
  return rows;
}

/** A moment as a whole number of microseconds, which loses nothing on its way through an address. */
const arrival = sql<string>`(extract(epoch from m.joined_at) * 1000000)::bigint`;

/** Who came since then without leading, and is here; latest first. */
export async function newcomersOf(
  tx: Transaction,
  communityId: string,
  { since, after, limit }: { since: Date; after: Place | null; limit: number },
): Promise<(Person & Place & { joinedAt: Date })[]> {
  const micros = Number(after?.key);
  const isKnown = after !== null && Number.isSafeInteger(micros);
  const { rows } = await sql<Person & Place & { joinedAt: Date }>`
    select p.id, p.name, ${arrival}::text as key, m.joined_at
      from memberships m
      join persons p on p.organization_id = m.organization_id and p.id = m.person_id
     where m.community_id = ${communityId} and m.role = 'member' and m.left_at is null
       and m.joined_at >= ${since}
       and ${isKnown ? sql`(-${arrival}, p.id) > (${-micros}::bigint, ${after.id})` : sql`true`}
     order by m.joined_at desc, p.id
     limit ${limit}`.execute(tx);
  return rows;
}
