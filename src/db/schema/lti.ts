import type { ColumnType } from 'kysely';
import type { BornAt, Json, Owned } from './columns.ts';

interface Organizations {
  id: string;
  name: string;
  createdAt: BornAt;
}

interface Platforms extends Owned {
  id: string;
  issuer: string;
  clientId: string;
  name: string;
  productFamily: string | null;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  tokenAudience: string | null;
  keySetUrl: string;
  keySet: ColumnType<unknown, string | null | undefined, string | null>;
  keySetReadAt: Date | null;
  createdAt: BornAt;
  updatedAt: BornAt;
}

interface Deployments extends Owned {
  id: string;
  platformId: string;
  deploymentId: string;
  createdAt: BornAt;
}

interface ToolKeys {
  kid: string;
  publicKey: Json;
  privateKey: string;
  createdAt: BornAt;
  signsFrom: Date;
  retiredAt: Date | null;
}

interface Logins {
  stateHash: string;
  nonceHash: string;
  browserHash: string;
  issuer: string;
  clientId: string;
  loginHint: string;
  messageHint: string | null;
  targetLinkUri: string;
  deploymentId: string | null;
  storageFrame: string | null;
  createdAt: BornAt;
  expiresAt: Date;
}

interface UsedInvitations {
  id: string;
  usedAt: BornAt;
  expiresAt: Date;
}

/** Organizations, the platforms they let in, and what a launch is checked against. */
export interface LtiTables {
  organizations: Organizations;
  platforms: Platforms;
  deployments: Deployments;
  toolKeys: ToolKeys;
  logins: Logins;
  usedInvitations: UsedInvitations;
}
