import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** Whoever wrote a document may not have finished by the time it says; it is read again a little later. */
const lateness = '2 minutes';

/** Asked for by itself: the planner looks into an index only where it sees from when on. */
async function readUntil(tx: Transaction): Promise<string> {
  const { rows } = await sql<{ until: string }>`
    select read_until::text as until from search_readings`.execute(tx);
  return rows[0]?.until ?? '-infinity';
}

/**
 * Reads the words of the next documents that changed, so that wrong spellings of them find them.
 *
 * @returns how many documents were read
 */
export async function readNextWords(
  tx: Transaction,
  organizationId: string,
  limit: number,
): Promise<number> {
  const until = await readUntil(tx);
  const { rows } = await sql<{ count: number }>`
    with next as materialized (
      select words, changed_at from search_documents
       where changed_at > ${until}::timestamptz and changed_at < now() - ${lateness}::interval
       order by changed_at limit ${limit}
    ), told as (
      insert into search_words (organization_id, word)
        select distinct ${organizationId}::uuid, lexeme
          from next, unnest(tsvector_to_array(words)) as lexeme
         where length(lexeme) between 4 and 40 and lexeme !~ '[0-9]'
         order by lexeme
        on conflict do nothing
    ), noted as (
      insert into search_readings (organization_id, read_until)
        select ${organizationId}::uuid, max(changed_at) from next having count(*) > 0
        on conflict (organization_id) do update set read_until = excluded.read_until
    )
    select count(*)::integer as count from next`.execute(tx);
  return rows[0]?.count ?? 0;
}

/**
 * Forgets those of the next words that no document says any more, and after the last begins again with the first.
 *
 * @returns how many words were looked at
 */
export async function forgetUnsaidWords(
  tx: Transaction,
  organizationId: string,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with next as materialized (
      select word from search_words
       where word > coalesce((select forgotten_until from search_readings), '')
       order by word limit ${limit}
    ), forgotten as (
      delete from search_words
       where organization_id = ${organizationId}
         and word in (select unsaid_words(array(select word from next)))
    ), noted as (
      insert into search_readings (organization_id, forgotten_until)
        select ${organizationId}::uuid, case when count(*) = ${limit} then max(word) end from next
        on conflict (organization_id) do update set forgotten_until = excluded.forgotten_until
    )
    select count(*)::integer as count from next`.execute(tx);
  return rows[0]?.count ?? 0;
}
