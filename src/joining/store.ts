import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Join } from './row-store.ts';

/** Whoever else would write a row of these persons waits until this is done. */
export async function lockPersons(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx
    .selectFrom('persons')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The LMSs that know this person. */
export async function platformsOf(
  tx: Transaction,
  personId: string,
): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('identities')
    .innerJoin('platforms', 'platforms.id', 'identities.platformId')
    .select(['platforms.id', 'platforms.name'])
    .distinct()
    .where('identities.personId', '=', personId)
    .orderBy('platforms.name')
    .orderBy('platforms.id')
    .limit(100)
    .execute();
}

/** Whether these platforms say what the person is called. */
export async function updateNaming(
  tx: Transaction,
  personId: string,
  { platformIds, namesPerson }: { platformIds: readonly string[]; namesPerson: boolean },
): Promise<void> {
  await tx
    .updateTable('identities')
    .set({ namesPerson })
    .where('personId', '=', personId)
    .where('platformId', 'in', platformIds)
    .execute();
}

export async function nameOfPerson(tx: Transaction, id: string): Promise<string | null> {
  const { name } = await tx
    .selectFrom('persons')
    .select('name')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return name;
}

/** The latest join into this person that still stands. */
export function latestStandingJoin(tx: Transaction, keptId: string): Promise<Join | undefined> {
  return tx
    .selectFrom('personJoins')
    .select(['organizationId', 'id', 'keptId', 'joinedId'])
    .where('keptId', '=', keptId)
    .where('undoneAt', 'is', null)
    .orderBy('joinedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertJoin(tx: Transaction, join: Join): Promise<void> {
  await tx
    .insertInto('personJoins')
    .columns(['organizationId', 'id', 'keptId', 'joinedId', 'joinedEmail'])
    .expression((eb) =>
      eb
        .selectFrom('persons')
        .select([
          'organizationId',
          sql<string>`${join.id}::uuid`.as('id'),
          sql<string>`${join.keptId}::uuid`.as('keptId'),
          'id as joinedId',
          'email',
        ])
        .where('id', '=', join.joinedId),
    )
    .execute();
}

/** Somebody who is another person now is not found by their address. */
export async function hideEmail(tx: Transaction, { joinedId }: Join): Promise<void> {
  await tx.updateTable('persons').set({ email: null }).where('id', '=', joinedId).execute();
}

export async function showEmail(tx: Transaction, { id, joinedId }: Join): Promise<void> {
  await tx
    .updateTable('persons')
    .set((person) => ({
      email: person
        .selectFrom('personJoins')
        .select('joinedEmail')
        .where('personJoins.id', '=', id),
    }))
    .where('id', '=', joinedId)
    .execute();
}

export async function markUndone(tx: Transaction, { id }: Join): Promise<void> {
  await tx
    .updateTable('personJoins')
    .set({ undoneAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

/** A join as it is listed for the person it was made into. */
export interface ListedJoin {
  id: string;
  joinedAt: Date;
  undoneAt: Date | null;
  /** What the person was called there. */
  name: string | null;
  platformNames: string[];
}

/** The joins into this person, the latest first, with the LMSs each came from. */
export async function joinsOf(
  tx: Transaction,
  keptId: string,
  limit: number,
): Promise<ListedJoin[]> {
  return tx
    .selectFrom('personJoins')
    .innerJoin('persons', 'persons.id', 'personJoins.joinedId')
    .select([
      'personJoins.id',
      'personJoins.joinedAt',
      'personJoins.undoneAt',
      'persons.name',
      sql<string[]>`array(
        select distinct p.name from person_join_rows r
          join platforms p on p.id = (r.row_key->>'platform_id')::uuid
         where r.join_id = person_joins.id and r.table_name = 'identities'
         order by p.name)`.as('platformNames'),
    ])
    .where('personJoins.keptId', '=', keptId)
    .orderBy('personJoins.joinedAt', 'desc')
    .orderBy('personJoins.id', 'desc')
    .limit(limit)
    .execute();
}
