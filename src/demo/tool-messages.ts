import { createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import type { Client } from './records.ts';
import { Refusal } from './refusal.ts';
import { findClient } from './site.ts';
import type { Site } from './site.ts';

/** Short, so that a tool that has just rotated its keys is believed at once. */
const keySetCooldownMs = 2000;
const clockToleranceSeconds = 60;

const keySets = new Map<string, JWTVerifyGetKey>();

/**
 * Prove that a registered tool signed this, for us, lately.
 *
 * @param audience what `aud` must contain: the issuer for a message, the token endpoint for an assertion
 * @throws Refusal `invalid_client` with the reason in words
 * @see [Security Framework 1.1, 5.2.2 Tool-originating messages](https://www.imsglobal.org/spec/security/v1p1/#tool-originating-messages)
 */
export async function verifyFromTool(
  site: Site,
  jwt: string,
  audience: string,
): Promise<{ client: Client; claims: JWTPayload }> {
  const client = findClient(site, claimedIssuer(jwt));
  if (client === undefined) {
    throw new Refusal(401, 'invalid_client', 'No tool with this client id is registered here.');
  }
  try {
    const { payload } = await jwtVerify(jwt, keyOf(client), {
      algorithms: ['RS256'],
      issuer: client.clientId,
      audience,
      requiredClaims: ['exp', 'iat'],
      clockTolerance: clockToleranceSeconds,
    });
    return { client, claims: payload };
  } catch (error) {
    throw new Refusal(401, 'invalid_client', reason(client, error), { cause: error });
  }
}

function claimedIssuer(jwt: string): string {
  try {
    return decodeJwt(jwt).iss ?? '';
  } catch (error) {
    throw new Refusal(400, 'invalid_request', 'What the tool sent is not a signed token.', {
      cause: error,
    });
  }
}

/** A key is looked up by its `kid` and by nothing the token itself brings along. */
function keyOf({ keySetUrl }: Client): JWTVerifyGetKey {
  const known = keySets.get(keySetUrl);
  const keySet =
    known ?? createRemoteJWKSet(new URL(keySetUrl), { cooldownDuration: keySetCooldownMs });
  keySets.set(keySetUrl, keySet);
  return (header, token) => {
    if (header.kid === undefined)
      throw new errors.JWKSNoMatchingKey('the token names no key (kid)');
    return keySet(header, token);
  };
}

function reason(client: Client, error: unknown): string {
  if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) {
    return `The key set of ${client.name} at ${client.keySetUrl} could not be read.`;
  }
  return `The token of ${client.name} was refused: ${error.message}.`;
}
