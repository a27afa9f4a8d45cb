import { createHmac, randomBytes } from 'node:crypto';

/** 256 bits nobody can guess, fit for a URL or a cookie. */
export function newProof(): string {
  return randomBytes(32).toString('base64url');
}

/** What the server keeps of a proof: useless to whoever reads the database. */
export function hashProof(key: Uint8Array, proof: string): string {
  return createHmac('sha256', key).update(proof).digest('base64url');
}
