import { sql } from 'kysely';
import { newId, statement, type Transaction } from '../db/index.ts';
import type { Platform, PlatformRegistration } from './platforms.ts';

const platformColumns = [
  'organizationId',
  'id',
  'issuer',
  'clientId',
  'name',
  'productFamily',
  'authorizationEndpoint',
  'tokenEndpoint',
  'tokenAudience',
  'keySetUrl',
] as const;

/** Every organization's registration of a client; more than one where a hosted LMS shares its ids. */
export const platformsOfClient = statement<{ issuer: string; clientId: string }, Platform>(
  (tx, given) =>
    tx
      .selectFrom('platforms')
      .select(platformColumns)
      .where('issuer', '=', given('issuer'))
      .where('clientId', '=', given('clientId'))
      .orderBy('id')
      .limit(100),
);

/** Every organization's registration that a login under way may be for. */
export const platformsOfLogin = statement<{ stateHash: string }, Platform>((tx, given) =>
  tx
    .selectFrom('logins')
    .innerJoin('platforms', (join) =>
      join
        .onRef('platforms.issuer', '=', 'logins.issuer')
        .onRef('platforms.clientId', '=', 'logins.clientId'),
    )
    .select(platformColumns.map((column) => `platforms.${column}` as const))
    .where('logins.stateHash', '=', given('stateHash'))
    .orderBy('platforms.id')
    .limit(100),
);

/** For a login that names no client: the few of this issuer, at most two client ids being needed to know. */
export function platformsOfIssuer(tx: Transaction, issuer: string): Promise<Platform[]> {
  return tx
    .selectFrom('platforms')
    .select(platformColumns)
    .distinctOn('clientId')
    .where('issuer', '=', issuer)
    .orderBy('clientId')
    .limit(2)
    .execute();
}

interface Deployment {
  id: string;
  platformId: string;
}

const deploymentOf = statement<{ platformIds: string[]; deploymentId: string }, Deployment>(
  (tx, given) =>
    tx
      .selectFrom('deployments')
      .select(['id', 'platformId'])
      .where(sql<boolean>`platform_id = any(${given('platformIds')}::uuid[])`)
      .where('deploymentId', '=', given('deploymentId')),
);

export async function findDeployment(
  tx: Transaction,
  platforms: readonly Platform[],
  deploymentId: string,
): Promise<Deployment | undefined> {
  const platformIds = platforms.map(({ id }) => id);
  const [deployment] = await deploymentOf(tx, { platformIds, deploymentId });
  return deployment;
}

/** Records a deployment, or finds it again. */
export async function recordDeployment(
  tx: Transaction,
  { organizationId, id: platformId }: Platform,
  deploymentId: string,
): Promise<string> {
  const { id } = await tx
    .insertInto('deployments')
    .values({ organizationId, id: newId(), platformId, deploymentId })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'platformId', 'deploymentId'])
        .doUpdateSet({ deploymentId }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Records a platform of this organization, or brings what is known of it up to date. */
export function upsertPlatform(
  tx: Transaction,
  organizationId: string,
  registration: PlatformRegistration,
): Promise<Platform> {
  const { deploymentIds: _, ...known } = registration;
  return tx
    .insertInto('platforms')
    .values({ organizationId, id: newId(), ...known })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'issuer', 'clientId']).doUpdateSet({
        ...known,
        keySet: null,
        keySetReadAt: null,
        updatedAt: sql<Date>`now()`,
      }),
    )
    .returning(platformColumns)
    .executeTakeFirstOrThrow();
}

/** @returns the id of the organization of this name, made when there is none */
export async function organizationNamed(tx: Transaction, name: string): Promise<string> {
  await tx
    .insertInto('organizations')
    .values({ id: newId(), name })
    .onConflict((conflict) => conflict.expression(sql`lower(name)`).doNothing())
    .execute();
  const { id } = await tx
    .selectFrom('organizations')
    .select('id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .executeTakeFirstOrThrow();
  return id;
}

/** @returns whether the invitation was still unused; from now on it is used */
export async function claimInvitation(
  tx: Transaction,
  invitation: { id: string; expiresAt: Date },
): Promise<boolean> {
  const claimed = await tx
    .insertInto('usedInvitations')
    .values(invitation)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return claimed !== undefined;
}

/** Gives an invitation back whose registration came to nothing. */
export async function releaseInvitation(tx: Transaction, id: string): Promise<void> {
  await tx.deleteFrom('usedInvitations').where('id', '=', id).execute();
}
