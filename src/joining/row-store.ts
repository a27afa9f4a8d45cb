import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { PersonalColumn } from './personal-columns.ts';

/** A join, and the two persons it is between. */
export interface Join {
  organizationId: string;
  id: string;
  keptId: string;
  joinedId: string;
}

const both = sql.raw(' and ');
/** The words come from `personalColumns` alone, never from anybody's input. */
const words = (text: string) => sql.raw(text);

const RowKeys = (rows: readonly { key: Record<string, string> }[]) => rows.map(({ key }) => key);

/** What tells a row of this table apart, as it is kept in the log. */
function keyOf({ key }: PersonalColumn, alias: string): RawBuilder<unknown> {
  const pairs = key.flatMap((name) => [sql.lit(name), sql.ref(`${alias}.${name}`)]);
  return sql`jsonb_build_object(${sql.join(pairs)})`;
}

/** The rows of a person that may stand against another's, with what they are about and how much they weigh. */
function rivalsOf(
  { table, column, key, rivals }: PersonalColumn,
  personId: string,
): RawBuilder<unknown> {
  return sql`(select ${sql.join(key.map((name) => sql.ref(name)))},
      ${words(rivals?.on ?? 'null')} as matter, ${words(rivals?.rank ?? '0')} as standing
    from ${sql.table(table)} where ${sql.ref(column)} = ${personId} and (${words(rivals?.while ?? 'true')}))`;
}

/**
 * Takes away the rows of one person that say what a row of the other says already, and logs them whole.
 *
 * @param onlyWeaker leaves those that weigh as much as the other's, or more
 * @returns what told them apart
 */
export async function putAside(
  tx: Transaction,
  join: Join,
  personal: PersonalColumn,
  { of, against, onlyWeaker }: { of: string; against: string; onlyWeaker: boolean },
): Promise<Record<string, string>[]> {
  const { table, column, key } = personal;
  const isTheRow = key.map((name) => sql`line.${sql.ref(name)} = loser.${sql.ref(name)}`);
  const { rows } = await sql<{ key: Record<string, string> }>`
    with aside as (
      delete from ${sql.table(table)} as line
        using ${rivalsOf(personal, of)} as loser, ${rivalsOf(personal, against)} as winner
        where line.${sql.ref(column)} = ${of} and ${sql.join(isTheRow, both)}
          and winner.matter = loser.matter
          and (${onlyWeaker} = false or winner.standing > loser.standing)
        returning line.*
    )
    insert into person_join_rows
        (organization_id, id, join_id, table_name, column_name, row_key, put_aside)
      select organization_id, gen_random_uuid(), ${join.id}::uuid, ${table}, ${column},
             ${keyOf(personal, 'aside')}, to_jsonb(aside)
        from aside
      returning row_key as key`.execute(tx);
  return RowKeys(rows);
}

/** Has every row of the person who is joined name the one who is kept, and logs each. */
export async function repoint(
  tx: Transaction,
  join: Join,
  personal: PersonalColumn,
): Promise<void> {
  const { table, column } = personal;
  await sql`
    with moved as (
      update ${sql.table(table)} as line set ${sql.ref(column)} = ${join.keptId}
        where line.${sql.ref(column)} = ${join.joinedId}
        returning line.*
    )
    insert into person_join_rows (organization_id, id, join_id, table_name, column_name, row_key)
      select organization_id, gen_random_uuid(), ${join.id}::uuid, ${table}, ${column},
             ${keyOf(personal, 'moved')}
        from moved`.execute(tx);
}

/** Has the rows of the log name the person who was joined again, unless somebody has written them since. */
export async function pointBack(
  tx: Transaction,
  join: Join,
  personal: PersonalColumn,
): Promise<void> {
  const { table, column, writtenAt } = personal;
  const isUntouched = writtenAt
    ? sql`line.${sql.ref(writtenAt)} <= (select joined_at from person_joins where id = ${join.id})`
    : sql`true`;
  await sql`
    update ${sql.table(table)} as line set ${sql.ref(column)} = ${join.joinedId}
      from person_join_rows as logged
      where logged.join_id = ${join.id} and logged.table_name = ${table}
        and logged.column_name = ${column} and logged.put_aside is null
        and logged.row_key = ${keyOf(personal, 'line')}
        and line.${sql.ref(column)} = ${join.keptId} and ${isUntouched}`.execute(tx);
}

/** Writes again what was put aside, unless there is such a row by now. @returns what tells those written apart */
export async function putBack(
  tx: Transaction,
  join: Join,
  personal: PersonalColumn,
): Promise<Record<string, string>[]> {
  const { table, column } = personal;
  const { rows } = await sql<{ key: Record<string, string> }>`
    insert into ${sql.table(table)} as line
      select was.*
        from person_join_rows as logged,
             jsonb_populate_record(null::${sql.table(table)}, logged.put_aside) as was
        where logged.join_id = ${join.id} and logged.table_name = ${table}
          and logged.column_name = ${column} and logged.put_aside is not null
      on conflict do nothing
      returning ${keyOf(personal, 'line')} as key`.execute(tx);
  return RowKeys(rows);
}
