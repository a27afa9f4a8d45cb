import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';

/** Whose link it is: good for as long as their visit lasts, and no longer than it says itself. */
export interface Bearer {
  organizationId: string;
  sessionId: string;
}

/** A link stays the same for so long, so that a browser keeps what it has loaded, and ends at most twice as late. */
const windowSeconds = 6 * 3600;

const idBytes = 16;

interface Claim extends Bearer {
  fileId: string;
  expiresAt: number;
}

function proofOf(key: Uint8Array, { fileId, organizationId, sessionId, expiresAt }: Claim): Buffer {
  const claim = `${fileId} ${organizationId} ${sessionId} ${expiresAt}`;
  return createHmac('sha256', key).update(claim).digest();
}

/** Signs one file for one visit. A page may stand in a frame that lets no cookie through, so the link says whose it is. */
export function signFor(
  key: Uint8Array,
  { fileId, organizationId, sessionId }: Bearer & { fileId: string },
  now: Date,
): string {
  const window = Math.floor(now.getTime() / 1000 / windowSeconds);
  const expiresAt = (window + 2) * windowSeconds;
  const bearer = Buffer.concat([parse(organizationId), parse(sessionId)]);
  const proof = proofOf(key, { fileId, organizationId, sessionId, expiresAt });
  return [expiresAt.toString(36), bearer.toString('base64url'), proof.toString('base64url')].join(
    '.',
  );
}

const shape = /^([0-9a-z]{1,8})\.([\w-]{43})\.([\w-]{43})$/;

/** Whose link to this file it is; null where it is nobody's, or another file's, or too old. */
export function bearerOf(
  key: Uint8Array,
  { fileId, signature }: { fileId: string; signature: string },
  now: Date,
): Bearer | null {
  const [, expiry = '', bearer = '', proof = ''] = shape.exec(signature) ?? [];
  const ids = Buffer.from(bearer, 'base64url');
  if (ids.length !== 2 * idBytes) return null;
  const expiresAt = Number.parseInt(expiry, 36);
  const organizationId = stringify(ids, 0);
  const sessionId = stringify(ids, idBytes);
  const expected = proofOf(key, { fileId, organizationId, sessionId, expiresAt });
  const isOurs = timingSafeEqual(expected, Buffer.from(proof, 'base64url'));
  return isOurs && now.getTime() < expiresAt * 1000 ? { organizationId, sessionId } : null;
}
