import { timingSafeEqual } from 'node:crypto';

/**
 * Compares what was given with what was signed, sign by sign, without telling by the time it takes how much was right.
 * As text, not as the bytes it means: the last sign of a base64url text could be another and mean the same.
 */
export function isSameProof(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
