import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { JWK, JWTPayload } from 'jose';
import { z } from 'zod';
import type { Records, SigningKey } from './records.ts';

/** Enough that a tool with yesterday's key set still finds the key it knows. */
const keysKept = 4;

const rsaPrivateSchema = z.object({
  kty: z.literal('RSA'),
  n: z.string(),
  e: z.string(),
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
});

/** Make a new key that signs from now on; the older ones stay in the key set. */
export async function rotateKeys(records: Records): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  const jwk = rsaPrivateSchema.parse(await exportJWK(privateKey));
  const key = { kid: await calculateJwkThumbprint(jwk), createdAt: new Date().toISOString(), jwk };
  records.keys = [...records.keys, key].slice(-keysKept);
  return key;
}

/** The public halves (RFC 7517, 5). */
export function publicKeySet(records: Records): { keys: JWK[] } {
  const keys = records.keys.map(({ kid, jwk: { kty, n, e } }) => {
    return { kty, n, e, kid, alg: 'RS256', use: 'sig' };
  });
  return { keys };
}

/** The key that signs now. */
function signingKeyOf(records: Records): SigningKey {
  const key = records.keys.at(-1);
  if (key === undefined) throw new Error('The platform has no signing key yet');
  return key;
}

/**
 * Sign a message to a tool with the newest key.
 *
 * @see [Security Framework 1.1, 5.4 Message signing](https://www.imsglobal.org/spec/security/v1p1/#message-security-and-message-signing)
 */
export async function signMessage(records: Records, claims: JWTPayload): Promise<string> {
  const { kid, jwk } = signingKeyOf(records);
  const header = { alg: 'RS256', kid, typ: 'JWT' };
  return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(jwk, 'RS256'));
}
