/** A group of people who share a concern, and what they keep. */
export interface Community {
  organizationId: string;
  id: string;
  name: string;
  purpose: string;
}

export interface Topic {
  id: string;
  name: string;
}

export type MembershipRole = 'facilitator' | 'member';

/** Somebody who may read a community; a visitor is nobody in particular, and only reads. */
export interface Reader {
  community: Community;
  personId: string | null;
  role: MembershipRole | 'visitor';
}

/** Somebody who belongs. */
export interface Member {
  community: Community;
  personId: string;
  role: MembershipRole;
}
