import { may, type Member } from '../communities/index.ts';

export const standings = ['shown', 'withdrawn'] as const;
export type Standing = (typeof standings)[number];

/** How something stands, and whose doing that was. */
interface Stood {
  standing: Standing;
  stoodBy: string | null;
}

/**
 * Whether this member may withdraw something or show it again: what a facilitator withdrew, whoever gave it does
 * not bring back.
 */
export function mayWithdrawOrShow(
  member: Member,
  { standing, stoodBy }: Stood,
  isTheirs: boolean,
): boolean {
  if (may(member.role, 'moderate')) return true;
  const isTheirOwnDeed = standing === 'shown' || stoodBy === member.personId;
  return isTheirs && isTheirOwnDeed;
}
