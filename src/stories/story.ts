import { may, type Member, type Reader } from '../communities/index.ts';
import { mayWithdrawOrShow, type Standing } from '../standing/index.ts';

/** How it went. */
export const outcomes = ['worked', 'partly', 'not'] as const;
export type Outcome = (typeof outcomes)[number];

export const holderKinds = ['resource', 'post', 'article'] as const;

/** What somebody used. */
export interface Holder {
  kind: (typeof holderKinds)[number];
  id: string;
}

/** What a member says of something they used, and how it went. */
export interface Story {
  id: string;
  communityId: string;
  holder: Holder;
  tellerId: string;
  tellerName: string | null;
  outcome: Outcome;
  triedSource: string;
  triedHtml: string;
  numbers: string;
  url: string | null;
  standing: Standing;
  stoodBy: string | null;
  /** What a facilitator who withdrew it says to whoever told it. */
  stoodReason: string;
  createdAt: Date;
  updatedAt: Date;
}

export function isTeller(
  { tellerId }: Pick<Story, 'tellerId'>,
  { personId }: Pick<Reader, 'personId'>,
): boolean {
  return personId !== null && personId === tellerId;
}

/** Whether this reader may see it: what was withdrawn stays with whoever told it and the facilitators. */
export function maySee(story: Story, reader: Reader): boolean {
  return story.standing === 'shown' || may(reader.role, 'moderate') || isTeller(story, reader);
}

/** Whether this member may withdraw it or show it again. */
export function mayStand(story: Story, member: Member): boolean {
  return mayWithdrawOrShow(member, story, isTeller(story, member));
}

/** Whether somebody else is told why, once this member withdraws it. */
export function owesReason(story: Story, member: Member): boolean {
  return story.standing === 'shown' && !isTeller(story, member);
}
