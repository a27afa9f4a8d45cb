import type { Generated, GeneratedAlways } from 'kysely';
import type { BornAt, Day, Owned } from './columns.ts';

interface Communities extends Owned {
  id: string;
  name: string;
  charterVersion: number;
  bindingVersion: Generated<number>;
  listing: Generated<'listed' | 'hidden'>;
  joining: Generated<'open' | 'request' | 'invitation'>;
  reading: Generated<'members' | 'organization'>;
  setUpEndedAt: Date | null;
  replyDays: Generated<number>;
  anonymity: Generated<'off' | 'peers'>;
  warns: Generated<'off' | 'on'>;
  warnedWords: Generated<string[]>;
  questionsFromOutside: Generated<'welcome' | 'off'>;
  nameKey: Generated<string>;
  nameMarks: GeneratedAlways<string>;
  words: Generated<string>;
  createdBy: string;
  createdAt: BornAt;
  mergedInto: string | null;
  mergedAt: Date | null;
  mergedBy: string | null;
}

interface Charters extends Owned {
  communityId: string;
  version: number;
  purpose: string;
  activities: Generated<string>;
  contributions: Generated<string>;
  conduct: Generated<string>;
  rhythm: Generated<string>;
  isMaterial: Generated<boolean>;
  note: Generated<string>;
  createdBy: string;
  createdAt: BornAt;
}

interface Topics extends Owned {
  id: string;
  communityId: string;
  name: string;
  position: number;
  createdAt: BornAt;
}

interface Memberships extends Owned {
  communityId: string;
  personId: string;
  role: 'facilitator' | 'member';
  courseId: string | null;
  level: 'core' | 'active' | 'occasional' | 'observer' | null;
  acceptedVersion: Generated<number>;
  acceptedAt: Date | null;
  leftAt: Date | null;
  movingOnAt: Date | null;
  joinedAt: BornAt;
}

interface HelpOffers extends Owned {
  id: string;
  communityId: string;
  personId: string;
  courseId: string | null;
  words: string;
  createdAt: BornAt;
  answeredAt: Date | null;
  answeredBy: string | null;
}

interface Differences extends Owned {
  communityId: string;
  nearCommunityId: string;
  reason: string;
  createdBy: string;
  createdAt: BornAt;
}

interface JoinRequests extends Owned {
  id: string;
  communityId: string;
  personId: string;
  words: string;
  acceptedVersion: number;
  createdAt: BornAt;
  answer: 'welcome' | 'declined' | null;
  answeredAt: Date | null;
  answeredBy: string | null;
}

interface MemberInvitations extends Owned {
  communityId: string;
  personId: string;
  invitedBy: string;
  createdAt: BornAt;
}

interface Terms extends Owned {
  id: string;
  communityId: string;
  personId: string;
  startsOn: Day;
  endsOn: Day | null;
  endedAt: Date | null;
  remindedDays: number | null;
  createdAt: BornAt;
}

interface Nominations extends Owned {
  id: string;
  communityId: string;
  personId: string;
  nominatedBy: string;
  startsOn: Day;
  endsOn: Day | null;
  succeeds: string | null;
  state: Generated<'asked' | 'accepted' | 'declined' | 'confirmed' | 'refused' | 'withdrawn'>;
  createdAt: BornAt;
  answeredAt: Date | null;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  tookEffectAt: Date | null;
}

interface Sponsorships extends Owned {
  communityId: string;
  personId: string;
  namedBy: string;
  createdAt: BornAt;
}

interface Mappings extends Owned {
  courseId: string;
  communityId: string;
  isHome: boolean;
  state: Generated<'proposed' | 'agreed' | 'declined'>;
  answeredBy: string | null;
  answeredAt: Date | null;
  createdBy: string;
  createdAt: BornAt;
}

export interface CommunityTables {
  communities: Communities;
  charters: Charters;
  topics: Topics;
  memberships: Memberships;
  helpOffers: HelpOffers;
  differences: Differences;
  joinRequests: JoinRequests;
  memberInvitations: MemberInvitations;
  terms: Terms;
  nominations: Nominations;
  sponsorships: Sponsorships;
  mappings: Mappings;
}
