import type { Request } from 'express';
import { z } from 'zod';
import { endpoints } from './paths.ts';
import type { Client } from './records.ts';
import { Refusal } from './refusal.ts';
import { findClient } from './site.ts';
import type { Site } from './site.ts';
import { readSlip, writeSlip } from './slips.ts';
import { verifyFromTool } from './tool-messages.ts';

const tokenLifetimeSeconds = 3600;
const assertionLifetimeSeconds = 3600;

const requestSchema = z.object({
  grant_type: z.string(),
  client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
  client_assertion: z.string().min(1).max(16_384),
  scope: z.string().min(1),
});

const assertionSchema = z.object({ sub: z.string(), jti: z.string().min(1), exp: z.number() });

const tokenSchema = z.object({ client: z.string(), scope: z.string() });

/** The answer of the token endpoint (RFC 6749, 5.1). */
export interface TokenAnswer {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  scope: string;
}

/**
 * Exchange a signed assertion for a service token.
 *
 * @throws Refusal `unsupported_grant_type` | `invalid_request` | `invalid_client` | `invalid_scope`
 * @see [Security Framework 1.1, 4.1 Client-credentials grant with JWT](https://www.imsglobal.org/spec/security/v1p1/#using-json-web-tokens-with-oauth-2-0-client-credentials-grant)
 */
export async function issueToken(site: Site, body: unknown): Promise<TokenAnswer> {
  const grant = z.object({ grant_type: z.string() }).safeParse(body);
  if (grant.success && grant.data.grant_type !== 'client_credentials') {
    throw new Refusal(400, 'unsupported_grant_type', 'The grant_type must be client_credentials.');
  }
  const request = requestSchema.safeParse(body);
  if (!request.success) {
    const name = request.error.issues[0]?.path.join('.') ?? 'a parameter';
    throw new Refusal(400, 'invalid_request', `The parameter ${name} is missing or malformed.`);
  }
  const client = await assertedClient(site, request.data.client_assertion);
  const scope = grantedScope(client, request.data.scope);
  const content = { client: client.clientId, scope };
  return {
    access_token: await writeSlip(site, 'service', content, tokenLifetimeSeconds),
    token_type: 'Bearer',
    expires_in: tokenLifetimeSeconds,
    scope,
  };
}

/** RFC 7523, 3: issuer and subject are the client, the audience is us, and an id is used once. */
async function assertedClient(site: Site, assertion: string): Promise<Client> {
  const { client, claims } = await verifyFromTool(site, assertion, endpoints.token(site));
  const asserted = assertionSchema.safeParse(claims);
  if (!asserted.success || asserted.data.sub !== client.clientId) {
    throw new Refusal(401, 'invalid_client', 'The assertion needs sub (the client id) and jti.');
  }
  if (asserted.data.exp > Date.now() / 1000 + assertionLifetimeSeconds) {
    throw new Refusal(401, 'invalid_client', 'The assertion is good for more than an hour.');
  }
  if (!site.usedIds.spend(`assertion ${client.clientId} ${asserted.data.jti}`, asserted.data.exp)) {
    throw new Refusal(401, 'invalid_client', 'This assertion has been used before.');
  }
  return client;
}

/** Whatever of the wanted the tool registered for; nothing at all is an error. */
function grantedScope(client: Client, wanted: string): string {
  const granted = wanted.split(/\s+/).filter((scope) => client.scopes.includes(scope));
  if (granted.length === 0) {
    throw new Refusal(400, 'invalid_scope', `${client.name} has none of the scopes it asks for.`);
  }
  return granted.join(' ');
}

/**
 * The tool behind a service call.
 *
 * @param anyOf scopes of which one is enough
 * @throws Refusal `invalid_token` | `insufficient_scope` (RFC 6750, 3.1)
 */
export async function callerOf(
  site: Site,
  request: Request,
  anyOf: readonly string[],
): Promise<Client> {
  const [, bearer] = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
  const token =
    bearer === undefined ? undefined : await readSlip(site, 'service', tokenSchema, bearer);
  const client = token && findClient(site, token.client);
  if (token === undefined || client === undefined) {
    throw new Refusal(401, 'invalid_token', 'The access token is missing, unknown or expired.');
  }
  const held = token.scope.split(' ');
  if (!anyOf.some((scope) => held.includes(scope))) {
    throw new Refusal(403, 'insufficient_scope', `This needs the scope ${anyOf.join(' or ')}.`);
  }
  return client;
}
