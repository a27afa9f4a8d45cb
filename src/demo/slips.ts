import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Site } from './site.ts';

/** What a slip is good for; one written for a login opens no service. */
export type SlipPurpose = 'login' | 'message' | 'placing' | 'registration' | 'service';

/**
 * Write a slip: a short note of the LMS to itself that travels through other hands, signed by the
 * platform's own secret. Hints, tokens and `data` are slips, so nothing needs to be remembered and
 * a login can be started again in another tab.
 */
export function writeSlip(
  site: Site,
  purpose: SlipPurpose,
  content: Record<string, unknown>,
  lifetimeSeconds: number,
): Promise<string> {
  return new SignJWT(content)
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(site.issuer)
    .setAudience(purpose)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${lifetimeSeconds}s`)
    .sign(secretOf(site));
}

/** The content of a slip of ours; undefined if it is another's, for something else, or too old. */
export async function readSlip<T>(
  site: Site,
  purpose: SlipPurpose,
  schema: z.ZodType<T>,
  slip: string,
): Promise<(T & { jti: string; exp: number }) | undefined> {
  try {
    const { payload } = await jwtVerify(slip, secretOf(site), {
      algorithms: ['HS256'],
      issuer: site.issuer,
      audience: purpose,
      requiredClaims: ['exp', 'jti'],
    });
    return { ...schema.parse(payload), ...onceSchema.parse(payload) };
  } catch {
    return undefined;
  }
}

const onceSchema = z.object({ jti: z.string(), exp: z.number() });

function secretOf(site: Site): Uint8Array {
  return Buffer.from(site.records.secret, 'base64url');
}
