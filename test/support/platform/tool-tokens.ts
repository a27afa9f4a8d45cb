import { createLocalJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import type { Client } from './client.ts';
import { exchange } from './http.ts';

const keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** The tool's published keys, fetched anew each time: a test platform has no need of a cache. */
async function toolKeys(client: Client): Promise<ReturnType<typeof createLocalJWKSet>> {
  const answer = await exchange(new URL(client.keySetUrl), { method: 'GET', headers: {} });
  return createLocalJWKSet(keys.parse(JSON.parse(answer.body)));
}

/**
 * Prove that a client assertion is the tool's own, fresh, and meant for this token endpoint.
 *
 * @returns its `jti`, which may be used once
 * @see [Security Framework 1.0, 4.1.1](https://www.imsglobal.org/spec/security/v1p0/#using-json-web-tokens-with-oauth-2-0-client-credentials-grant)
 */
export async function readAssertion(
  assertion: string,
  client: Client,
  tokenEndpoint: string,
): Promise<string> {
  const { payload } = await jwtVerify(assertion, await toolKeys(client), {
    algorithms: ['RS256'],
    issuer: client.id,
    subject: client.id,
    audience: tokenEndpoint,
    requiredClaims: ['iat', 'exp', 'jti'],
    maxTokenAge: '5 minutes',
  });
  if (payload.jti === undefined || payload.jti === '') throw new Error('An empty jti');
  return payload.jti;
}

/**
 * Prove that an answer to a deep linking request is the tool's own, fresh, and meant for this platform.
 *
 * @returns its claims
 * @see [Deep Linking 2.0, 4.5](https://www.imsglobal.org/spec/lti-dl/v2p0#deep-linking-response-message)
 */
export async function readDeepLinkingResponse(
  jwt: string,
  client: Client,
  issuer: string,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(jwt, await toolKeys(client), {
    algorithms: ['RS256'],
    issuer: client.id,
    audience: issuer,
    requiredClaims: ['iat', 'exp', 'nonce'],
    maxTokenAge: '5 minutes',
  });
  return payload;
}
