import {
  constants,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  sign as signBytes,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Claims } from './vocabulary.ts';

/** A key pair under the name the platform publishes it by. */
export interface PlatformKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** `none` and `HS256` are here because attackers use them; only `RS256` is legal. */
export type Algorithm = 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'HS256' | 'none';

const stock = process.env['GUILDHALL_TEST_KEYS'];
const stocked = stock ? z.array(z.string()).parse(JSON.parse(readFileSync(stock, 'utf8'))) : [];

/** A key pair that no other has within a test file; from the stock where there is one, since making one takes long. */
export function createKey(kid: string = randomUUID()): PlatformKey {
  const pem = stocked.pop();
  if (!pem) return { kid, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
  return { kid, privateKey: createPrivateKey(pem), publicKey: createPublicKey(pem) };
}

/** The public half as a key set lists it. Some platforms leave `alg` out, which is legal. */
export function publicJwk(key: PlatformKey, namesAlgorithm: boolean): JsonWebKey {
  const jwk = key.publicKey.export({ format: 'jwk' });
  return { ...jwk, kid: key.kid, use: 'sig', ...(namesAlgorithm ? { alg: 'RS256' } : {}) };
}

/**
 * A compact JWS made by hand, since no library would sign what some of the tests need signed.
 *
 * `header` is written as given: it may name another algorithm than the one used.
 * @see [RFC 7515, 7.1](https://www.rfc-editor.org/rfc/rfc7515#section-7.1)
 */
export function sign(
  header: Claims,
  payload: Claims,
  algorithm: Algorithm,
  key: PlatformKey,
): string {
  const content = `${encode(header)}.${encode(payload)}`;
  return `${content}.${signatureOf(content, algorithm, key).toString('base64url')}`;
}

function encode(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signatureOf(content: string, algorithm: Algorithm, key: PlatformKey): Buffer {
  const bytes = Buffer.from(content);
  switch (algorithm) {
    case 'none':
      return Buffer.alloc(0);
    case 'HS256':
      // The old trick: the verifier's public key taken for a shared secret.
      return createHmac('sha256', key.publicKey.export({ type: 'spki', format: 'pem' }))
        .update(bytes)
        .digest();
    case 'PS256':
      return signBytes('sha256', bytes, {
        key: key.privateKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 32,
      });
    default:
      return signBytes(`sha${algorithm.slice(2)}`, bytes, key.privateKey);
  }
}
