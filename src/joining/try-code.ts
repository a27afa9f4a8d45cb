import type { Transaction } from '../db/index.ts';
import { codeLifeMs, hashOf, mostTries } from './code.ts';
import { countTry, ownerOfCode } from './code-store.ts';
import { latestStandingJoin, platformsOf } from './store.ts';

/** Why nothing comes of a code, as the key of a sentence. */
export type Refusal =
  | 'joins.refused.unknown'
  | 'joins.refused.tooMany'
  | 'joins.refused.own'
  | 'joins.refused.samePlatform'
  | 'joins.refused.joinedBefore';

/** Somebody who enters a code, and what of it. */
export interface Try {
  organizationId: string;
  personId: string;
  code: string;
  codeKey: Uint8Array;
  now: Date;
}

async function obstacle(
  tx: Transaction,
  personId: string,
  ownerId: string,
): Promise<Refusal | null> {
  if (ownerId === personId) return 'joins.refused.own';
  const [mine, theirs, earlier] = await Promise.all([
    platformsOf(tx, personId),
    platformsOf(tx, ownerId),
    latestStandingJoin(tx, personId),
  ]);
  if (mine.some(({ id }) => theirs.some((their) => their.id === id)))
    return 'joins.refused.samePlatform';
  return earlier ? 'joins.refused.joinedBefore' : null;
}

/** Counts the try, and tells whose the code is or why it opens nothing. It throws nothing, so that the count stays. */
export async function tryCode(
  tx: Transaction,
  { organizationId, personId, code, codeKey, now }: Try,
): Promise<{ ownerId: string; codeHash: string } | { refusal: Refusal }> {
  const forgottenBefore = new Date(now.getTime() - codeLifeMs);
  const tries = await countTry(tx, { organizationId, personId }, { now, forgottenBefore });
  if (tries > mostTries) return { refusal: 'joins.refused.tooMany' };
  const codeHash = hashOf(codeKey, code);
  const ownerId = await ownerOfCode(tx, codeHash, now);
  if (ownerId === undefined) return { refusal: 'joins.refused.unknown' };
  const refusal = await obstacle(tx, personId, ownerId);
  return refusal ? { refusal } : { ownerId, codeHash };
}
