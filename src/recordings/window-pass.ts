import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { isSameProof } from '../web/index.ts';

/** Leave to go on with a visit in a window of its own, once and at once. */
export interface WindowPass {
  organizationId: string;
  sessionId: string;
  communityId: string;
  /** What the recording is to be called, or nothing. */
  title: string;
  /** It is good once. */
  key: string;
}

const goodForMs = 60_000;

const Claim = z.object({
  organizationId: z.uuid(),
  sessionId: z.uuid(),
  communityId: z.uuid(),
  title: z.string(),
  key: z.uuid(),
  expiresAt: z.number(),
});

const proofOf = (key: Uint8Array, claim: string) =>
  createHmac('sha256', key).update(claim).digest('base64url');

export function signPass(key: Uint8Array, pass: WindowPass, now: Date): string {
  const expiresAt = now.getTime() + goodForMs;
  const claim = Buffer.from(JSON.stringify({ ...pass, expiresAt })).toString('base64url');
  return `${claim}.${proofOf(key, claim)}`;
}

function parsed(claim: string): z.infer<typeof Claim> | null {
  try {
    return Claim.parse(JSON.parse(Buffer.from(claim, 'base64url').toString()));
  } catch {
    return null;
  }
}

/** What a pass of ours says; null where it is not ours, or too old. */
export function readPass(key: Uint8Array, pass: string, now: Date): WindowPass | null {
  const [claim = '', proof = ''] = pass.split('.');
  if (!isSameProof(proof, proofOf(key, claim))) return null;
  const said = parsed(claim);
  return said && now.getTime() < said.expiresAt ? said : null;
}
