import type { Database } from '../db/index.ts';
import { claim } from './claims.ts';
import type { KeySets } from './key-sets.ts';
import { launchOf, type Launch } from './launch.ts';
import { LaunchRejected } from './launch-rejected.ts';
import { consumeLogin, type LoginRow } from './login-store.ts';
import { isOurs } from './paths.ts';
import type { Platform } from './platforms.ts';
import { hashProof } from './proof.ts';
import { findDeployment, recordDeployment } from './store.ts';
import { peekAtToken, verifyToken } from './verify-token.ts';

interface House {
  db: Database;
  keySets: KeySets;
  loginKey: Uint8Array;
  publicUrl: URL;
  now: Date;
}

/** What was remembered of a login, and every registration of the client that began it. */
export interface OpenLogin extends LoginRow {
  platforms: Platform[];
}

/**
 * The registration this launch speaks through. A known deployment decides; an unknown one of a client that
 * belongs to a single organization is theirs; of a client that several share, it is nobody's.
 */
async function platformOf(
  { db }: House,
  { platforms }: OpenLogin,
  deploymentId: string | null,
): Promise<Platform> {
  const [only, ...others] = platforms;
  if (!only) throw new LaunchRejected('unknown_platform', 'The platform is no longer registered');
  if (others.length === 0) return only;
  const known =
    deploymentId && (await db.askAtTheDoor((tx) => findDeployment(tx, platforms, deploymentId)));
  const platform = known && platforms.find(({ id }) => id === known.platformId);
  if (!platform) {
    throw new LaunchRejected('unknown_deployment', 'Several organizations share this client');
  }
  return platform;
}

/**
 * Proves that a platform sent this launch, to us, through this browser, once.
 *
 * Everything is checked before anything is used up; then state, nonce and browser proof go together in
 * one statement, so of any number of copies one launch gets in.
 *
 * @param idToken compact JWS, as posted by the browser
 * @param login what was remembered under its state, whose browser proof was shown
 * @throws LaunchRejected with the first reason found
 */
export async function verifyLaunch(
  house: House,
  idToken: string,
  login: OpenLogin,
): Promise<Launch> {
  const { kid, deploymentId } = peekAtToken(idToken);
  const platform = await platformOf(house, login, deploymentId);
  try {
    return await prove(house, { idToken, kid, platform, login });
  } catch (cause) {
    if (cause instanceof LaunchRejected) cause.platformId = platform.id;
    throw cause;
  }
}

async function prove(
  house: House,
  given: { idToken: string; kid: string; platform: Platform; login: LoginRow },
): Promise<Launch> {
  const { idToken, kid, platform, login } = given;
  const key = await house.keySets.keyOf(platform, kid).catch((cause: unknown) => {
    throw new LaunchRejected('unknown_key', 'The key set cannot be read', { cause });
  });
  if (!key) throw new LaunchRejected('unknown_key', `The platform has no key ${kid}`);
  const { issuer, clientId } = platform;
  const { claims, nonce } = await verifyToken(idToken, key, { issuer, clientId, now: house.now });
  const nonceHash = hashProof(house.loginKey, nonce);
  if (nonceHash !== login.nonceHash) {
    throw new LaunchRejected('wrong_nonce', 'The nonce is not the one of this login');
  }
  if (!isOurs(claims[claim.targetLinkUri], house.publicUrl)) {
    throw new LaunchRejected('bad_claim', 'The target link is not a page of ours');
  }
  const { stateHash, browserHash } = login;
  const deploymentId = claims[claim.deploymentId];
  const [isFirst, known] = await house.db.askAtTheDoor((tx) =>
    Promise.all([
      consumeLogin(tx, { stateHash, nonceHash, browserHash }, house.now),
      findDeployment(tx, [platform], deploymentId),
    ]),
  );
  if (!isFirst) throw new LaunchRejected('replayed', 'This launch was used before');
  const id = known?.id ?? (await newDeployment(house, platform, deploymentId));
  return launchOf(claims, platform, { id, deploymentId });
}

function newDeployment({ db }: House, platform: Platform, deploymentId: string): Promise<string> {
  return db.askWithin(platform.organizationId, (tx) =>
    recordDeployment(tx, platform, deploymentId),
  );
}
