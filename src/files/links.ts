import { createHmac } from 'node:crypto';
import { parse, stringify } from 'uuid';
import { isSameProof } from '../web/index.ts';

/** Whose link it is: good for as long as their visit lasts, and no longer than it says itself. */
export interface Bearer {
  organizationId: string;
  sessionId: string;
}

/** A link stays the same for so long, so that a browser keeps what it has loaded, and ends at most twice as late. */
const windowSeconds = 6 * 3600;

const idBytes = 16;

const proofOf = (key: Uint8Array, fileId: string, claim: string) =>
  createHmac('sha256', key).update(`${fileId} ${claim}`).digest('base64url');

/** Signs one file for one visit. A page may stand in a frame that lets no cookie through, so the link says whose it is. */
export function signFor(
  key: Uint8Array,
  { fileId, organizationId, sessionId }: Bearer & { fileId: string },
  now: Date,
): string {
  const window = Math.floor(now.getTime() / 1000 / windowSeconds);
  const expiry = ((window + 2) * windowSeconds).toString(36);
  const bearer = Buffer.concat([parse(organizationId), parse(sessionId)]).toString('base64url');
  const claim = `${expiry}.${bearer}`;
  return `${claim}.${proofOf(key, fileId, claim)}`;
}

/** Whose link to this file it is; null where it is nobody's, or another file's, or too old. */
export function bearerOf(
  key: Uint8Array,
  { fileId, signature }: { fileId: string; signature: string },
  now: Date,
): Bearer | null {
  const [expiry = '', bearer = '', proof = '', ...more] = signature.split('.');
  const isOurs = isSameProof(proof, proofOf(key, fileId, `${expiry}.${bearer}`));
  if (!isOurs || more.length > 0) return null;
  const ids = Buffer.from(bearer, 'base64url');
  return now.getTime() < Number.parseInt(expiry, 36) * 1000
    ? { organizationId: stringify(ids, 0), sessionId: stringify(ids, idBytes) }
    : null;
}
