import { SignJWT, jwtVerify } from 'jose';
import { z } from 'zod';
import { newId } from '../db/index.ts';
import { LaunchRejected } from './launch-rejected.ts';

const audience = 'guildhall registration';

/** Who may register a platform, for which organization; good once, for a while. */
export interface Invitation {
  id: string;
  organizationName: string;
  expiresAt: Date;
}

/**
 * One registration URL for an LMS administrator. It is signed rather than stored, so it can be made
 * without the database. Whether it was used is known only when it is.
 */
export async function createInvitation(
  key: Uint8Array,
  {
    publicUrl,
    organizationName,
    validDays,
  }: { publicUrl: URL; organizationName: string; validDays: number },
): Promise<string> {
  const token = await new SignJWT({ organization: organizationName })
    .setProtectedHeader({ alg: 'HS256' })
    .setJti(newId())
    .setAudience(audience)
    .setExpirationTime(`${validDays} days`)
    .sign(key);
  return new URL(`/lti/register/${token}`, publicUrl).href;
}

const Claims = z.object({
  jti: z.uuid(),
  organization: z.string().trim().min(1).max(200),
  exp: z.number(),
});

/** @throws LaunchRejected `unusable_invitation` when we did not sign it, or its time is over */
export async function readInvitation(key: Uint8Array, token: string): Promise<Invitation> {
  try {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], audience });
    const { jti, organization, exp } = Claims.parse(payload);
    return { id: jti, organizationName: organization, expiresAt: new Date(exp * 1000) };
  } catch (cause) {
    throw new LaunchRejected('unusable_invitation', 'The invitation does not hold', { cause });
  }
}
