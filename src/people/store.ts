import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';

/** Who a platform says is there. */
export interface IdentityFacts {
  organizationId: string;
  platformId: string;
  subject: string;
  name: string | null;
  email: string | null;
}

/** Two first launches of one person at once must not make two people of them. */
async function takeTurns(tx: Transaction, { platformId, subject }: IdentityFacts): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${platformId} ${subject}`}, 0))`.execute(
    tx,
  );
}

function findPersonId(tx: Transaction, { platformId, subject }: IdentityFacts) {
  return tx
    .selectFrom('identities')
    .select('personId')
    .where('platformId', '=', platformId)
    .where('subject', '=', subject)
    .executeTakeFirst();
}

/** What a platform keeps silent about today does not erase what it said before. */
async function updatePerson(tx: Transaction, id: string, facts: IdentityFacts): Promise<void> {
  const { name, email } = facts;
  const told = Object.fromEntries(
    Object.entries({ name, email }).filter(([, value]) => value !== null),
  );
  if (Object.keys(told).length === 0) return;
  await tx.updateTable('persons').set(told).where('id', '=', id).execute();
}

async function insertPerson(tx: Transaction, facts: IdentityFacts): Promise<string> {
  const { organizationId, platformId, subject, name, email } = facts;
  const id = newId();
  await tx.insertInto('persons').values({ organizationId, id, name, email }).execute();
  await tx
    .insertInto('identities')
    .values({ organizationId, platformId, subject, personId: id })
    .execute();
  return id;
}

/** The person behind a platform's subject: known again, or met for the first time. @returns their id */
export async function meetPerson(tx: Transaction, facts: IdentityFacts): Promise<string> {
  await takeTurns(tx, facts);
  const known = await findPersonId(tx, facts);
  if (!known) return insertPerson(tx, facts);
  await updatePerson(tx, known.personId, facts);
  return known.personId;
}

/** How a person wants to be shown things; null leaves it to the launch and the browser. */
export interface Preferences {
  language: string | null;
  timeZone: string | null;
  isCalm: boolean;
}

export function preferencesOf(tx: Transaction, personId: string): Promise<Preferences> {
  return tx
    .selectFrom('persons')
    .select(['language', 'timeZone', 'isCalm'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
}

export async function updatePreferences(
  tx: Transaction,
  personId: string,
  preferences: Preferences,
): Promise<void> {
  await tx.updateTable('persons').set(preferences).where('id', '=', personId).execute();
}
