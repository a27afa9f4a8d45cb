import type { Database, Transaction } from '../db/index.ts';
import { LaunchRejected } from './launch-rejected.ts';
import type { Platform, PlatformRegistration } from './platforms.ts';
import {
  findDeployment,
  organizationNamed,
  platformsOfClient,
  recordDeployment,
  upsertPlatform,
} from './store.ts';

/** Where organizations share a client, its deployments tell them apart, so one may not claim another's. */
async function checkDeploymentsAreFree(
  tx: Transaction,
  organizationId: string,
  { issuer, clientId, deploymentIds }: PlatformRegistration,
): Promise<void> {
  const known = await platformsOfClient(tx, { issuer, clientId });
  const others = known.filter((platform) => platform.organizationId !== organizationId);
  if (others.length === 0) return;
  for (const deploymentId of deploymentIds) {
    if (await findDeployment(tx, others, deploymentId)) {
      throw new LaunchRejected('registration_refused', 'Another organization has this deployment');
    }
  }
}

/**
 * Records a platform and its deployments for the organization of this name, which is made when new. The
 * same platform again is brought up to date.
 *
 * @throws LaunchRejected `registration_refused` when a deployment is another organization's
 */
export async function rememberPlatform(
  db: Database,
  organizationName: string,
  registration: PlatformRegistration,
): Promise<Platform> {
  const organizationId = await db.atTheDoor(async (tx) => {
    const id = await organizationNamed(tx, organizationName);
    await checkDeploymentsAreFree(tx, id, registration);
    return id;
  });
  return db.within(organizationId, async (tx) => {
    const platform = await upsertPlatform(tx, organizationId, registration);
    for (const id of registration.deploymentIds) await recordDeployment(tx, platform, id);
    return platform;
  });
}
