import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

interface AliasKey {
  organizationId: string;
  threadId: string;
  personId: string;
}

/** The number that this person goes by in the thread, theirs for good; the next one for a newcomer. */
export async function takeAlias(tx: Transaction, key: AliasKey): Promise<number> {
  const { rows } = await sql<{ aliasNo: number }>`
    insert into aliases (organization_id, thread_id, person_id, alias_no)
      select ${key.organizationId}::uuid, ${key.threadId}::uuid, ${key.personId}::uuid,
             1 + coalesce(max(alias_no), 0) from aliases where thread_id = ${key.threadId}
      on conflict (organization_id, thread_id, person_id) do update set alias_no = aliases.alias_no
      returning alias_no`.execute(tx);
  return rows[0]?.aliasNo ?? 1;
}

/** Whether this person stands behind the alias. */
export async function standsBehind(
  tx: Transaction,
  { threadId, personId }: Omit<AliasKey, 'organizationId'>,
  aliasNo: number,
): Promise<boolean> {
  const alias = await tx
    .selectFrom('aliases')
    .select('aliasNo')
    .where('threadId', '=', threadId)
    .where('personId', '=', personId)
    .where('aliasNo', '=', aliasNo)
    .executeTakeFirst();
  return alias !== undefined;
}

/** Who stands behind an alias. Whoever asks must say why, and the author is told. */
export function personBehind(
  tx: Transaction,
  threadId: string,
  aliasNo: number,
): Promise<{ id: string; name: string | null } | undefined> {
  return tx
    .selectFrom('aliases')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'aliases.organizationId')
        .onRef('persons.id', '=', 'aliases.personId'),
    )
    .select(['persons.id', 'persons.name'])
    .where('aliases.threadId', '=', threadId)
    .where('aliases.aliasNo', '=', aliasNo)
    .executeTakeFirst();
}
