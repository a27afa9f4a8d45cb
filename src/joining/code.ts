import { createHmac, randomBytes } from 'node:crypto';

/** Without letters and digits that are easily taken for one another: 32, so that a byte's low bits choose evenly. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export const codeLength = 8;

/** How long a code may be entered, and how long tries are counted together. */
export const codeLifeMs = 15 * 60_000;

/** So many codes may be entered in that time; the right one takes two. */
export const mostTries = 8;

/** A new code, 40 bits, as it is kept: without the hyphen it is shown with. */
export function newCode(): string {
  return [...randomBytes(codeLength)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

/** As people read it. */
export function spelled(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** A code is short, so its hash needs a key that is not in the database. */
export function hashOf(key: Uint8Array, code: string): string {
  return createHmac('sha256', key).update(code).digest('base64url');
}
