import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

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
      update search_documents as document set at_front = false
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
