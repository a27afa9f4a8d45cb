import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** What many say is found among so few in a millisecond or two. */
export const foremost = 6000;

/**
 * Puts the oldest talk behind what is searched first, where there is more of it than stays there, and remembers from
 * when on talk stays.
 *
 * @param stays how much of it stays, besides what is trusted
 * @returns how much was put behind, `limit` at the most
 */
export async function putOldTalkBehind(
  tx: Transaction,
  organizationId: string,
  { stays, limit }: { stays: number; limit: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with leaving as materialized (
      select id, shown_at from search_documents
       where at_front and not search_is_trusted(kind, trust)
       order by shown_at desc, id offset ${stays} limit ${limit}
    ), left_front as (
      update search_documents as document set at_front = false, is_foremost = false
        from leaving where document.organization_id = ${organizationId} and document.id = leaving.id
    ), noted as (
      insert into search_readings (organization_id, front_since)
        select ${organizationId}::uuid, max(shown_at) from leaving having count(*) > 0
        on conflict (organization_id) do update
          set front_since = greatest(search_readings.front_since, excluded.front_since)
    )
    select count(*)::integer as count from leaving`.execute(tx);
  return rows[0]?.count ?? 0;
}

/**
 * Puts the documents of the front that are worth most in the foremost place and others out of it, and remembers what
 * the least of them is worth.
 *
 * @param stays how many are foremost
 * @returns how many were moved, `limit` at the most
 */
export async function chooseForemost(
  tx: Transaction,
  organizationId: string,
  { stays, limit }: { stays: number; limit: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with ranked as materialized (
      select id, is_foremost, worth, row_number() over (order by worth desc, id) as place
        from (select id, is_foremost, search_worth(trust, shown_at) as worth
                from search_documents where at_front) as front
    ), moving as materialized (
      select id, place <= ${stays} as comes from ranked
       where is_foremost <> (place <= ${stays}) order by place limit ${limit}
    ), moved as (
      update search_documents as document set is_foremost = moving.comes
        from moving where document.organization_id = ${organizationId} and document.id = moving.id
    ), noted as (
      insert into search_readings (organization_id, least_worth)
        select ${organizationId}::uuid, worth from ranked where place = ${stays}
        on conflict (organization_id) do update set least_worth = excluded.least_worth
    )
    select count(*)::integer as count from moving`.execute(tx);
  return rows[0]?.count ?? 0;
}
