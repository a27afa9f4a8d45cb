import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { withoutNul } from './claims.ts';
import { LaunchRejected } from './launch-rejected.ts';
import { insertLogin, type LoginRow } from './login-store.ts';
import { hashProof, newProof } from './proof.ts';
import type { Platform } from './platforms.ts';
import { platformsOfClient, platformsOfIssuer } from './store.ts';

const loginLifetimeMs = 10 * 60_000;

/** The frame that keeps data for us: the platform's (named by it), or the page of ours that opened this tab. */
export const openerFrame = 'opener';

const text = (longest: number) => z.string().min(1).max(longest).refine(withoutNul);
const hint = text(4000);
const optional = <T extends z.ZodType>(schema: T) =>
  z
    .union([z.literal('').transform(() => null), schema])
    .nullish()
    .transform((value) => value ?? null);

/**
 * A third-party initiated login, from the query or the form body.
 *
 * @see [OpenID Connect Core, 4](https://openid.net/specs/openid-connect-core-1_0.html#ThirdPartyInitiatedLogin)
 * @see [LTI 1.3 core, 4.1](https://www.imsglobal.org/spec/lti/v1p3/#additional-login-parameters)
 */
export const LoginRequest = z.object({
  iss: text(2000),
  login_hint: hint,
  target_link_uri: text(4000),
  lti_message_hint: optional(hint),
  client_id: optional(text(500)),
  lti_deployment_id: optional(text(255)),
  lti_storage_target: optional(text(255)),
});
export type LoginRequest = z.infer<typeof LoginRequest>;

/** A login begun: where to send the browser, and what it must show when it comes back. */
export interface BegunLogin {
  authorizationUrl: string;
  /** Names the cookie and the stored value; derived from state, so the launch can find it again. */
  label: string;
  browserProof: string;
  storageFrame: string | null;
  platform: Platform;
}

/** A name for what the browser keeps of a login, so that several under way at once never collide. */
export function loginLabel(stateHash: string): string {
  return stateHash.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 16);
}

async function platformOf(db: Database, request: LoginRequest): Promise<Platform> {
  const { iss, client_id: clientId } = request;
  const found = await db.askAtTheDoor((tx) =>
    clientId ? platformsOfClient(tx, { issuer: iss, clientId }) : platformsOfIssuer(tx, iss),
  );
  const [platform, ...others] = found;
  // Without a client id, an issuer shared by several clients says nothing of which one is meant.
  if (!platform || (!clientId && others.length > 0)) {
    throw new LaunchRejected('unknown_platform', `No single platform for issuer ${iss}`);
  }
  return platform;
}

/**
 * Begins a login: remembers state, nonce and browser proof for ten minutes and says where the platform
 * wants to be asked. The redirect address is our own and never follows `target_link_uri`.
 *
 * @throws LaunchRejected `unknown_platform`
 * @see [Security Framework 1.1, 5.1.1](https://www.imsglobal.org/spec/security/v1p1/#openid_connect_launch_flow)
 */
export async function beginLogin(
  house: { db: Database; loginKey: Uint8Array; launchUrl: string; now: Date },
  request: LoginRequest,
): Promise<BegunLogin> {
  const platform = await platformOf(house.db, request);
  const [state, nonce, browserProof] = [newProof(), newProof(), newProof()];
  const stateHash = hashProof(house.loginKey, state);
  const login: LoginRow = {
    stateHash,
    nonceHash: hashProof(house.loginKey, nonce),
    browserHash: hashProof(house.loginKey, browserProof),
    issuer: platform.issuer,
    clientId: platform.clientId,
    loginHint: request.login_hint,
    messageHint: request.lti_message_hint,
    targetLinkUri: request.target_link_uri,
    deploymentId: request.lti_deployment_id,
    storageFrame: request.lti_storage_target,
    expiresAt: new Date(house.now.getTime() + loginLifetimeMs),
  };
  await house.db.askAtTheDoor((tx) => insertLogin(tx, login));
  const asked = { login, state, nonce, launchUrl: house.launchUrl };
  return {
    authorizationUrl: authorizationUrl(platform, asked),
    label: loginLabel(stateHash),
    browserProof,
    storageFrame: request.lti_storage_target,
    platform,
  };
}

function authorizationUrl(
  platform: Platform,
  asked: { login: LoginRow; state: string; nonce: string; launchUrl: string },
): string {
  const url = new URL(platform.authorizationEndpoint);
  const parameters: Record<string, string | null> = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: platform.clientId,
    redirect_uri: asked.launchUrl,
    login_hint: asked.login.loginHint,
    lti_message_hint: asked.login.messageHint,
    state: asked.state,
    nonce: asked.nonce,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return url.href;
}
