import type { BornAt, Owned } from './columns.ts';

type RosterProblem =
  | 'silent'
  | 'busy'
  | 'failing'
  | 'garbled'
  | 'refused'
  | 'missing'
  | 'off_limits'
  | 'incomplete'
  | 'unexplained';

interface Courses extends Owned {
  id: string;
  deploymentId: string;
  contextId: string;
  label: string | null;
  title: string | null;
  rosterUrl: string | null;
  copiedFrom: string | null;
  copyAnsweredAt: Date | null;
  rosterAskedAt: Date | null;
  rosterReadAt: Date | null;
  rosterWholeAt: Date | null;
  rosterDifferencesUrl: string | null;
  rosterProblem: RosterProblem | null;
  rosterProblemAt: Date | null;
  createdAt: BornAt;
  launchedAt: BornAt;
}

interface RosterEntries extends Owned {
  courseId: string;
  platformId: string;
  subject: string;
  name: string | null;
  email: string | null;
  role: 'instructor' | 'assistant' | 'learner' | 'other';
  status: 'active' | 'inactive' | 'gone';
  firstSeenAt: Date;
  lastSeenAt: Date;
  goneAt: Date | null;
}

interface Enrollments extends Owned {
  courseId: string;
  personId: string;
  role: 'instructor' | 'assistant' | 'learner' | 'other';
  launchedAt: BornAt;
}

interface Placements extends Owned {
  id: string;
  courseId: string;
  resourceLinkId: string;
  title: string | null;
  createdAt: BornAt;
  launchedAt: BornAt;
}

export interface CourseTables {
  courses: Courses;
  rosterEntries: RosterEntries;
  enrollments: Enrollments;
  placements: Placements;
}
