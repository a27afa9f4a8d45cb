/** Who may know of a community, who may come in, and who may read its talk: three separate choices; and whether names may be hidden. */
export interface Settings {
  listing: 'listed' | 'hidden';
  joining: 'open' | 'request' | 'invitation';
  reading: 'members' | 'organization';
  /** Whether members may write without their names being shown to one another. */
  anonymity: 'off' | 'peers';
  /** Whether members are warned before they post addresses, numbers or certain words, */
  warns: 'off' | 'on';
  /** and which words. */
  warnedWords: string[];
  /** Whether whoever reads what the community has for everybody may ask about it without belonging. */
  questionsFromOutside: 'welcome' | 'off';
}

/** A group of people who share a concern, and what they keep. */
export interface Community extends Settings {
  organizationId: string;
  id: string;
  name: string;
  purpose: string;
  charterVersion: number;
  /** The charter version a member must have accepted, or a later one, to write; 0 asks for nothing. */
  bindingVersion: number;
  /** After how many working days without a reply a question waits for its facilitators. */
  replyDays: number;
}

export interface Topic {
  id: string;
  name: string;
}

export type MembershipRole = 'facilitator' | 'member';

/** How much somebody means to take part; their own choice, and nobody is ranked by it. */
export const levels = ['core', 'active', 'occasional', 'observer'] as const;
export type Level = (typeof levels)[number];

export interface Membership {
  role: MembershipRole;
  level: Level | null;
  acceptedVersion: number;
  acceptedAt: Date | null;
  joinedAt: Date;
  /** When they said that they are moving on. */
  movingOnAt: Date | null;
}

/** Somebody who may read a community; a visitor does not belong to it, and only reads. */
export interface Reader {
  community: Community;
  personId: string | null;
  role: MembershipRole | 'visitor';
  membership: Membership | null;
}

/** Somebody who belongs. */
export interface Member extends Reader {
  personId: string;
  role: MembershipRole;
  membership: Membership;
}

/** Whether the charter changed in what it asks since this member said yes; then it is asked again. */
export function owesAcceptance({
  community,
  membership,
}: Pick<Reader, 'community' | 'membership'>): boolean {
  return membership !== null && membership.acceptedVersion < community.bindingVersion;
}
