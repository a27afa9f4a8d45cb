import type { Request, Response } from 'express';
import { record } from '../activity/index.ts';
import { joinThroughCourse } from '../communities/index.ts';
import {
  courseOfContexts,
  isRosterStale,
  markRosterAsked,
  noteCopyOrigin,
  noteCourse,
  noteEnrollment,
  notePlacement,
} from '../courses/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { originsOf, ownPath, type Launch, type LaunchExchange } from '../lti/index.ts';
import { meetPerson, timeZoneCalled } from '../people/index.ts';
import { setSessionCookie, type Session, type Sessions } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { placedPath } from './placed-activity.ts';

interface Arrival {
  session: Session;
  token: string;
}

/** Where the course was copied from, newest first; a platform that does not know sends the variable itself. */
function contextHistoryOf({ custom }: Launch): string[] {
  const history = custom['context_id_history'] ?? '';
  const ids = history.split(',').map((id) => id.trim());
  return ids.filter((id) => id !== '' && !id.startsWith('$')).slice(0, 20);
}

async function noteOrigin(tx: Transaction, launch: Launch, courseId: string): Promise<void> {
  const history = contextHistoryOf(launch);
  if (history.length === 0) return;
  const copiedFrom = await courseOfContexts(tx, courseId, history);
  if (copiedFrom) await noteCopyOrigin(tx, { courseId, copiedFrom });
}

type Course = Awaited<ReturnType<typeof noteCourse>>;

/** The course a launch came through, and whether it is time to see who else is in it. */
interface Entered {
  courseId: string | null;
  hasStaleRoster: boolean;
}

async function courseOf(
  tx: Transaction,
  { organizationId, deployment, course, rosterUrl }: Launch,
): Promise<Course | null> {
  if (!course) return null;
  return noteCourse(tx, { organizationId, deploymentId: deployment.id, rosterUrl, ...course });
}

async function enterCourse(
  tx: Transaction,
  launch: Launch,
  { course, personId, now }: { course: Course | null; personId: string | null; now: Date },
): Promise<Entered> {
  if (!course) return { courseId: null, hasStaleRoster: false };
  const { organizationId, placement, role } = launch;
  const { id: courseId, ...state } = course;
  const hasStaleRoster = isRosterStale(state, role, now);
  await Promise.all([
    noteOrigin(tx, launch, courseId),
    hasStaleRoster && markRosterAsked(tx, courseId, now),
    placement && notePlacement(tx, { organizationId, courseId, ...placement }),
    personId !== null && noteEnrollment(tx, { organizationId, courseId, personId, role }),
    personId !== null && joinHome(tx, { organizationId, courseId, personId }),
  ]);
  return { courseId, hasStaleRoster };
}

/** Joins the course's home community, if it has one, and notes it the first time. */
export async function joinHome(
  tx: Transaction,
  who: { organizationId: string; courseId: string; personId: string },
): Promise<string | null> {
  const joined = await joinThroughCourse(tx, who);
  if (!joined) return null;
  const { organizationId, personId } = who;
  const { communityId, isNew } = joined;
  if (isNew) {
    await record(tx, {
      organizationId,
      communityId,
      personId,
      verb: 'joined',
      objectKind: 'community',
      objectId: communityId,
    });
  }
  return communityId;
}

/** Asked for in lti-config.json; a platform that does not know sends nonsense, such as Moodle's "99". */
function timeZoneOf({ custom }: Launch): string | null {
  const named = custom['person_time_zone'];
  return named ? timeZoneCalled(named) : null;
}

async function arrive(
  tx: Transaction,
  sessions: Sessions,
  launch: Launch,
  now: Date,
): Promise<Arrival & Entered> {
  const { organizationId, platform, person: identity, returnUrl } = launch;
  // What does not wait for another's answer is asked together.
  const [person, course] = await Promise.all([
    identity && meetPerson(tx, { organizationId, platformId: platform.id, ...identity }),
    courseOf(tx, launch),
  ]);
  const personId = person?.id ?? null;
  const launchTimeZone = timeZoneOf(launch);
  const [arrival, entered] = await Promise.all([
    sessions.start(tx, {
      organizationId,
      platformId: platform.id,
      personId,
      courseId: course?.id ?? null,
      isAdministrator: launch.isAdministrator,
      isTestUser: launch.isTestUser,
      launchLanguage: launch.locale,
      launchTimeZone,
      language: person?.language ?? launch.locale,
      timeZone: person?.timeZone ?? launchTimeZone,
      isCalm: person?.isCalm ?? false,
      returnUrl,
      // The page around the frame may be on a host that only the launch tells, as with hosted Canvas.
      frameOrigins: originsOf(platform, returnUrl, launch.deepLinking?.returnUrl ?? null),
    }),
    enterCourse(tx, launch, { course, personId, now }),
  ]);
  return { ...arrival, ...entered };
}

/** What `receiveLaunch` does once the session stands: a page of its own, or where to go. */
type Onward = (launch: Launch, arrival: Arrival, exchange: LaunchExchange) => Promise<void>;

/** The page a launch leads to: the one it names when it is ours, or else what was placed. */
async function destinationOf(
  tx: Transaction,
  launch: Launch,
  { session, publicUrl }: { session: Session; publicUrl: URL },
): Promise<string> {
  const named = ownPath(launch.targetLinkUri, publicUrl);
  return named ?? placedPath(tx, launch, session);
}

function goTo(
  { req, res }: { req: Request; res: Response },
  destination: string,
  carriedToken: string | null,
): void {
  if (carriedToken === null) return res.redirect(303, destination);
  // This browser drops even a partitioned cookie: a page holds the token in memory and goes on from there.
  return render(req, res, 'home/arrive', { token: carriedToken, destination, layout: 'bare' });
}

/**
 * Makes a proven launch into a session: the person and course are met or met again, whoever comes through
 * a mapped course belongs to its community, and the browser goes on to the page the launch names.
 */
export function receiveLaunch(house: {
  db: Database;
  sessions: Sessions;
  publicUrl: URL;
  now: () => Date;
  onDeepLinking: Onward;
  /** Told when somebody came through a course whose roster is old; nobody waits for what comes of it. */
  onStaleRoster: (course: { organizationId: string; courseId: string }) => void;
}) {
  return async (launch: Launch, exchange: LaunchExchange): Promise<void> => {
    const { publicUrl } = house;
    const { organizationId } = launch;
    const { arrival, destination } = await house.db.within(organizationId, async (tx) => {
      const arrival = await arrive(tx, house.sessions, launch, house.now());
      const { session } = arrival;
      return { arrival, destination: await destinationOf(tx, launch, { session, publicUrl }) };
    });
    const { courseId, hasStaleRoster } = arrival;
    if (courseId !== null && hasStaleRoster) house.onStaleRoster({ organizationId, courseId });
    const { req, res, browserKeepsCookies } = exchange;
    const { session, token } = arrival;
    house.sessions.welcome(req, res, session);
    if (browserKeepsCookies) setSessionCookie(res, token);
    if (launch.deepLinking) return house.onDeepLinking(launch, arrival, exchange);
    return goTo({ req, res }, destination, browserKeepsCookies ? null : token);
  };
}
