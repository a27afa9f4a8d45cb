/** Who is this browser: what one launch said, for as long as it lasts. */
export interface Session {
  organizationId: string;
  id: string;
  platformId: string;
  /** Null for a visitor: the platform did not say who is looking. */
  personId: string | null;
  courseId: string | null;
  isAdministrator: boolean;
  isTestUser: boolean;
  /** What the person chose or the launch said; null leaves it to the browser. */
  language: string | null;
  timeZone: string | null;
  /** Without motion. */
  isCalm: boolean;
  returnUrl: string | null;
  /** The origins that may hold our pages in a frame. */
  frameOrigins: string[];
}

/** A session as it begins: also what the launch itself said, to go back to from a choice given up. */
export type BeginningSession = Omit<Session, 'id'> & {
  launchLanguage: string | null;
  launchTimeZone: string | null;
};

/** A session of somebody in particular. */
export type PersonalSession = Session & { personId: string };

export function isPersonal(session: Session): session is PersonalSession {
  return session.personId !== null;
}
