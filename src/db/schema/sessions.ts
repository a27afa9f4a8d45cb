import type { BornAt, Owned } from './columns.ts';

interface Sessions extends Owned {
  id: string;
  tokenHash: string;
  platformId: string;
  personId: string | null;
  courseId: string | null;
  isAdministrator: boolean;
  isTestUser: boolean;
  launchLanguage: string | null;
  launchTimeZone: string | null;
  language: string | null;
  timeZone: string | null;
  isCalm: boolean;
  returnUrl: string | null;
  frameOrigins: string[];
  createdAt: BornAt;
  lastSeenAt: BornAt;
  expiresAt: Date;
}

export interface SessionTables {
  sessions: Sessions;
}
