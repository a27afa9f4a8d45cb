import type { Transaction } from '../db/index.ts';
import { findReachAsked, type Opened, type ReachAsked } from './reach-store.ts';

/** Who may read something: whoever reads its community, or the whole organization. */
export type Reach = 'community' | 'organization';

/** Who may read something, and what whoever looks may do about that. */
export interface ReachShown {
  isForEverybody: boolean;
  /** What they may wish: to have it for the community alone, to ask for everybody and no longer, to let everybody, or not now. */
  wishes: ReachWish[];
  asked: ReachAsked | null;
  isTheirs: boolean;
  /** Whether they asked, and nobody else here may answer. */
  isStuck: boolean;
}

export const reachWishes = ['narrow', 'ask', 'withdraw', 'widen', 'decline'] as const;
export type ReachWish = (typeof reachWishes)[number];

/** How something stands to whoever looks. */
export interface Sight {
  personId: string | null;
  reach: Reach;
  /** Whether everybody in the community reads it. */
  isReadable: boolean;
  /** Whether they may say who reads it, with a second pair of eyes. */
  mayAsk: boolean;
  /** Whether they are among those who decide. */
  mayDecide: boolean;
  /** Whether what everybody reads is theirs, so that it takes somebody else to look. */
  isTheirWork: boolean;
}

/** A second pair of eyes is that of somebody who neither asked nor, where nobody did, made it. */
function wishesOf(sight: Sight, asked: ReachAsked | null): ReachWish[] {
  if (!sight.mayAsk) return [];
  if (sight.reach === 'organization') return ['narrow'];
  if (!sight.isReadable) return [];
  const isFirstPair = asked ? asked.askedBy === sight.personId : sight.isTheirWork;
  if (sight.mayDecide && !isFirstPair) return asked ? ['widen', 'decline'] : ['widen'];
  if (asked) return isFirstPair ? ['withdraw'] : [];
  return ['ask'];
}

export async function reachShown(
  tx: Transaction,
  opened: Opened,
  sight: Sight,
): Promise<ReachShown> {
  const asked = await findReachAsked(tx, opened);
  const isTheirs = asked !== null && asked.askedBy === sight.personId;
  return {
    isForEverybody: sight.reach === 'organization',
    wishes: wishesOf(sight, asked),
    asked,
    isTheirs,
    isStuck: isTheirs && !asked.hasAnswerer,
  };
}
