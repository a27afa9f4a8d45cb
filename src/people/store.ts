import { sql } from 'kysely';
import { newId, statement, type Transaction } from '../db/index.ts';

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

/** Somebody behind an identity, as they are known. */
interface KnownPerson extends Preferences {
  id: string;
  name: string | null;
  email: string | null;
  /** Whether this identity's platform says what the person is called. */
  namesPerson: boolean;
}

const personBehind = statement<Pick<IdentityFacts, 'platformId' | 'subject'>, KnownPerson>(
  (tx, given) =>
    tx
      .selectFrom('identities')
      .innerJoin('persons', (join) =>
        join
          .onRef('persons.organizationId', '=', 'identities.organizationId')
          .onRef('persons.id', '=', 'identities.personId'),
      )
      .select([
        'persons.id',
        'persons.name',
        'persons.email',
        'persons.language',
        'persons.timeZone',
        'persons.isCalm',
        'identities.namesPerson',
      ])
      .where('identities.platformId', '=', given('platformId'))
      .where('identities.subject', '=', given('subject')),
);

async function findPerson(tx: Transaction, facts: IdentityFacts): Promise<KnownPerson | undefined> {
  const [person] = await personBehind(tx, facts);
  return person;
}

async function updatePerson(
  tx: Transaction,
  id: string,
  told: { name: string | null; email: string | null },
): Promise<void> {
  await tx.updateTable('persons').set(told).where('id', '=', id).execute();
}

async function insertPerson(tx: Transaction, facts: IdentityFacts): Promise<KnownPerson> {
  const { organizationId, platformId, subject, name, email } = facts;
  const id = newId();
  await tx.insertInto('persons').values({ organizationId, id, name, email }).execute();
  await tx
    .insertInto('identities')
    .values({ organizationId, platformId, subject, personId: id })
    .execute();
  return { id, name, email, namesPerson: true, language: null, timeZone: null, isCalm: false };
}

async function meetForTheFirstTime(tx: Transaction, facts: IdentityFacts): Promise<KnownPerson> {
  await takeTurns(tx, facts);
  return (await findPerson(tx, facts)) ?? insertPerson(tx, facts);
}

/**
 * The person behind a platform's subject, and how they want to be shown things: known again, or met for
 * the first time. What a platform keeps silent about today does not erase what it said before, and one whose
 * identity was joined to another's does not rename them.
 */
export async function meetPerson(
  tx: Transaction,
  facts: IdentityFacts,
): Promise<Preferences & { id: string }> {
  const known = (await findPerson(tx, facts)) ?? (await meetForTheFirstTime(tx, facts));
  const told = { name: facts.name ?? known.name, email: facts.email ?? known.email };
  const isOther = told.name !== known.name || told.email !== known.email;
  if (known.namesPerson && isOther) {
    await updatePerson(tx, known.id, told);
  }
  return known;
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
