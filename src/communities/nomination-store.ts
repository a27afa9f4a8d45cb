import { sql } from 'kysely';
import { newId, statement, type Transaction } from '../db/index.ts';
import type { Nomination, NominationState } from './nomination.ts';

interface NewNomination {
  organizationId: string;
  communityId: string;
  personId: string;
  nominatedBy: string;
  startsOn: string;
  endsOn: string | null;
  succeeds: string | null;
}

/** @returns its id; null when this person is asked already */
export async function insertNomination(
  tx: Transaction,
  nomination: NewNomination,
): Promise<string | null> {
  const inserted = await tx
    .insertInto('nominations')
    .values({ ...nomination, id: newId() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted?.id ?? null;
}

const columns = [
  'nominations.organizationId',
  'nominations.id',
  'nominations.communityId',
  'nominations.personId',
  'nominations.startsOn',
  'nominations.endsOn',
  'nominations.succeeds',
  'nominations.state',
  'nominations.confirmedBy',
  'nominations.tookEffectAt',
] as const;

/** The nomination of this id in this community, however it stands. */
export function findNomination(
  tx: Transaction,
  { communityId, id }: { communityId: string; id: string },
): Promise<Nomination | undefined> {
  return tx
    .selectFrom('nominations')
    .select(columns)
    .where('communityId', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A nomination with the people in it; a name may be unknown. */
export interface NamedNomination extends Nomination {
  personName: string | null;
  nominatedByName: string | null;
  succeedsName: string | null;
}

function namedNominations(tx: Transaction) {
  return tx
    .selectFrom('nominations')
    .innerJoin('persons as person', (join) =>
      join
        .onRef('person.organizationId', '=', 'nominations.organizationId')
        .onRef('person.id', '=', 'nominations.personId'),
    )
    .innerJoin('persons as nominator', (join) =>
      join
        .onRef('nominator.organizationId', '=', 'nominations.organizationId')
        .onRef('nominator.id', '=', 'nominations.nominatedBy'),
    )
    .leftJoin('persons as predecessor', (join) =>
      join
        .onRef('predecessor.organizationId', '=', 'nominations.organizationId')
        .onRef('predecessor.id', '=', 'nominations.succeeds'),
    )
    .select([
      ...columns,
      'person.name as personName',
      'nominator.name as nominatedByName',
      'predecessor.name as succeedsName',
    ]);
}

/** What may still come to something, until it takes effect. */
const open: NominationState[] = ['asked', 'accepted', 'confirmed'];

const nominationsUnderWay = statement<{ communityId: string }, NamedNomination>((tx, given) =>
  namedNominations(tx)
    .where('nominations.communityId', '=', given('communityId'))
    .where('nominations.state', 'in', open)
    .where('nominations.tookEffectAt', 'is', null)
    .orderBy('nominations.id')
    .limit(50),
);

/** Those under way in a community, oldest first. */
export function openNominations(tx: Transaction, communityId: string): Promise<NamedNomination[]> {
  return nominationsUnderWay(tx, { communityId });
}

/** Those of the whole organization that wait for an administrator, oldest first. */
export function nominationsToConfirm(
  tx: Transaction,
): Promise<(NamedNomination & { communityName: string })[]> {
  return namedNominations(tx)
    .innerJoin('communities', (join) =>
      join
        .onRef('communities.organizationId', '=', 'nominations.organizationId')
        .onRef('communities.id', '=', 'nominations.communityId'),
    )
    .select('communities.name as communityName')
    .where('nominations.state', '=', 'accepted')
    .orderBy('nominations.id')
    .limit(100)
    .execute();
}

/** Those whose day has come, whichever the community. */
export function nominationsDue(tx: Transaction, today: string): Promise<Nomination[]> {
  return tx
    .selectFrom('nominations')
    .select(columns)
    .where('state', '=', 'confirmed')
    .where('tookEffectAt', 'is', null)
    .where('startsOn', '<=', today)
    .orderBy('startsOn')
    .orderBy('id')
    .limit(10_000)
    .execute();
}

/** Writes down what was said to it, by the person asked or by whoever asked. */
export async function updateNomination(
  tx: Transaction,
  id: string,
  state: NominationState,
): Promise<void> {
  await tx
    .updateTable('nominations')
    .set({ state, answeredAt: sql<Date>`coalesce(answered_at, now())` })
    .where('id', '=', id)
    .execute();
}

/** Writes down what the administrator said. */
export async function updateConfirmation(
  tx: Transaction,
  id: string,
  { state, confirmedBy }: { state: 'confirmed' | 'refused'; confirmedBy: string },
): Promise<void> {
  await tx
    .updateTable('nominations')
    .set({ state, confirmedBy, confirmedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

export async function updateTookEffect(tx: Transaction, id: string): Promise<void> {
  await tx
    .updateTable('nominations')
    .set({ tookEffectAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

/** Ends whatever a person was asked here and has not taken up. */
export async function withdrawNominationsOf(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
): Promise<void> {
  await tx
    .updateTable('nominations')
    .set({ state: 'withdrawn' })
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .where('state', 'in', open)
    .where('tookEffectAt', 'is', null)
    .execute();
}
