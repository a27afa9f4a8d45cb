import { createHmac, randomBytes } from 'node:crypto';

/** What makes an address nobody can guess: 256 bits. */
export function newKey(): string {
  return randomBytes(32).toString('base64url');
}

/** A key as it is kept: of no use to whoever reads the database alone. */
export function hashOf(feedKey: Uint8Array, key: string): string {
  return createHmac('sha256', feedKey).update(key).digest('base64url');
}
