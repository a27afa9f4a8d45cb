import type { Request, Response } from 'express';
import { record } from '../activity/index.ts';
import { joinThroughCourse } from '../communities/index.ts';
import {
  courseOfContexts,
  coursePaths,
  isRosterStale,
  markRosterAsked,
  noteCopyOrigin,
  upsertCourse,
  upsertEnrollment,
  upsertPlacement,
} from '../courses/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { originsOf, ownPath, type Launch, type LaunchExchange } from '../lti/index.ts';
import { isTimeZone, meetPerson, preferencesOf } from '../people/index.ts';
import { setSessionCookie, type Session, type Sessions } from '../sessions/index.ts';
import { render } from '../web/index.ts';

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

/** The course a launch came through, and whether it is time to see who else is in it. */
interface Entered {
  courseId: string | null;
  hasStaleRoster: boolean;
}

async function enterCourse(
  tx: Transaction,
  launch: Launch,
  { personId, now }: { personId: string | null; now: Date },
): Promise<Entered> {
  const { organizationId, deployment, course, placement, role, rosterUrl } = launch;
  if (!course) return { courseId: null, hasStaleRoster: false };
  const deploymentId = deployment.id;
  const facts = { organizationId, deploymentId, rosterUrl, ...course };
  const { id: courseId, ...state } = await upsertCourse(tx, facts);
  await noteOrigin(tx, launch, courseId);
  const hasStaleRoster = isRosterStale(state, role, now);
  if (hasStaleRoster) await markRosterAsked(tx, courseId, now);
  if (placement) await upsertPlacement(tx, { organizationId, courseId, ...placement });
  if (personId !== null) {
    await upsertEnrollment(tx, { organizationId, courseId, personId, role });
    await joinHome(tx, { organizationId, courseId, personId });
  }
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
  return named && isTimeZone(named) ? named : null;
}

async function arrive(
  tx: Transaction,
  sessions: Sessions,
  launch: Launch,
  now: Date,
): Promise<Arrival & Entered> {
  const { organizationId, platform, person, returnUrl } = launch;
  const personId = person
    ? await meetPerson(tx, { organizationId, platformId: platform.id, ...person })
    : null;
  const chosen = personId === null ? null : await preferencesOf(tx, personId);
  const launchTimeZone = timeZoneOf(launch);
  const entered = await enterCourse(tx, launch, { personId, now });
  const arrival = await sessions.start(tx, {
    organizationId,
    platformId: platform.id,
    personId,
    courseId: entered.courseId,
    isAdministrator: launch.isAdministrator,
    isTestUser: launch.isTestUser,
    launchLanguage: launch.locale,
    launchTimeZone,
    language: chosen?.language ?? launch.locale,
    timeZone: chosen?.timeZone ?? launchTimeZone,
    isCalm: chosen?.isCalm ?? false,
    returnUrl,
    // The page around the frame may be on a host that only the launch tells, as with hosted Canvas.
    frameOrigins: originsOf(platform, returnUrl, launch.deepLinking?.returnUrl ?? null),
  });
  return { ...arrival, ...entered };
}

/** What `receiveLaunch` does once the session stands: a page of its own, or where to go. */
type Onward = (launch: Launch, arrival: Arrival, exchange: LaunchExchange) => Promise<void>;

/** The page a launch leads to: the one it names when it is ours, or else the course's own. */
function destinationOf(launch: Launch, { courseId }: Session, publicUrl: URL): string {
  const named = ownPath(launch.targetLinkUri, publicUrl);
  return named ?? (courseId ? coursePaths.door(courseId) : '/');
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
    const { organizationId } = launch;
    const arrival = await house.db.within(organizationId, (tx) =>
      arrive(tx, house.sessions, launch, house.now()),
    );
    const { courseId, hasStaleRoster } = arrival;
    if (courseId !== null && hasStaleRoster) house.onStaleRoster({ organizationId, courseId });
    const { req, res, browserKeepsCookies } = exchange;
    const { session, token } = arrival;
    house.sessions.welcome(req, res, session);
    if (browserKeepsCookies) setSessionCookie(res, token);
    if (launch.deepLinking) return house.onDeepLinking(launch, arrival, exchange);
    const destination = destinationOf(launch, session, house.publicUrl);
    return goTo({ req, res }, destination, browserKeepsCookies ? null : token);
  };
}
