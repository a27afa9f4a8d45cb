import type { Request, Response } from 'express';
import { agendaPaths } from '../agenda/index.ts';
import {
  communityPaths,
  endingSoon,
  facilitatorsOf,
  findReader,
  isSettingUp,
  isSponsor,
  openNominations,
  owesAcceptance,
  sizeOf,
  topicsOf,
  type Reader,
} from '../communities/index.ts';
import { canSetUp, coursePaths, participantOf } from '../courses/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import {
  discussionPaths,
  lineOf,
  lookOf,
  questionsFor,
  recentThreads,
  undeliveredAnnouncements,
} from '../discussions/index.ts';
import { insightPaths, progressOf } from '../insights/index.ts';
import { decisionsFor, moderationPaths } from '../moderation/index.ts';
import { dayOf } from '../people/index.ts';
import { resourcePaths } from '../resources/index.ts';
import { isPersonal, signedIn, type Session } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { showPublicFace } from './public-face.ts';
import { stepsLeft } from './steps-left.ts';

const threadsShown = 8;
/** What was decided about their posts is told for two weeks. */
const toldForMs = 14 * 86_400_000;
const mostTold = 3;

/** The course they came through, when they teach it and so decide where it belongs. */
async function taughtCourseId(tx: Transaction, session: Session): Promise<string | null> {
  if (session.courseId === null || !isPersonal(session)) return null;
  const { course, role } = await participantOf(tx, session, session.courseId);
  return role !== 'visitor' && canSetUp(role) ? course.id : null;
}

/** Who is told that a term ends: those who lead, and who sponsors them. */
async function isToldOfTerms(tx: Transaction, { community, personId, role }: Reader) {
  if (role === 'facilitator') return true;
  return personId !== null && isSponsor(tx, { communityId: community.id, personId });
}

async function isAskedToLead(tx: Transaction, { community, personId }: Reader) {
  const nominations = await openNominations(tx, community.id);
  return nominations.some((asked) => asked.personId === personId && asked.state === 'asked');
}

async function homeFor(
  tx: Transaction,
  { session, reader, now }: { session: Session; reader: Reader; now: Date },
) {
  const communityId = reader.community.id;
  const today = dayOf(now, session.timeZone);
  const since = new Date(now.getTime() - toldForMs);
  const { personId } = reader;
  const [
    topics,
    facilitators,
    isTold,
    isAsked,
    size,
    threads,
    announced,
    decisions,
    courseId,
    progress,
    helps,
    isFinishing,
  ] = await Promise.all([
    topicsOf(tx, communityId),
    facilitatorsOf(tx, communityId),
    isToldOfTerms(tx, reader),
    isAskedToLead(tx, reader),
    sizeOf(tx, communityId),
    recentThreads(tx, lookOf(reader), { after: null, limit: threadsShown }),
    reader.membership && personId !== null
      ? undeliveredAnnouncements(tx, { communityId, personId })
      : [],
    reader.membership && personId !== null
      ? decisionsFor(tx, { communityId, personId }, { since, limit: mostTold })
      : [],
    taughtCourseId(tx, session),
    progressOf(tx, communityId, { now, timeZone: session.timeZone }),
    reader.membership && personId !== null ? questionsFor(tx, { personId, communityId }) : [],
    reader.role === 'facilitator' && isSettingUp(tx, communityId),
  ]);
  const ending = isTold ? endingSoon(facilitators, today) : [];
  const page = {
    reader,
    topics,
    facilitators,
    ending,
    isAsked,
    size,
    threads,
    announced,
    decisions,
    courseId,
    progress,
    helps,
  };
  return { ...page, steps: isFinishing ? stepsLeft(page) : [] };
}

/** `GET /communities/<id>`: what it is about, who keeps it, and what is new; to outsiders its public face. */
export function communityPage(db: Database, now: () => Date) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { organizationId } = session;
    const { community, reader } = await db.askWithin(organizationId, (tx) =>
      findReader(tx, session, req.params['communityId']),
    );
    const page =
      reader &&
      (await db.askWithin(organizationId, (tx) => homeFor(tx, { session, reader, now: now() })));
    if (!page && isPersonal(session)) return showPublicFace({ db, now }, { req, res }, community);
    if (!page) throw new NotFound('No such community of theirs');
    const { id } = community;
    return render(req, res, 'home/community', {
      ...page,
      section: 'home',
      isMissing: req.query['missing'] !== undefined,
      threads: page.threads.map(lineOf),
      announced: page.announced.map(lineOf),
      decisions: page.decisions.map((decision) => ({
        ...decision,
        path: moderationPaths.decisions(id, decision.threadId, decision.postNo),
      })),
      owes: owesAcceptance(page.reader),
      ask: discussionPaths.newThread(id),
      give: resourcePaths.giveForm(id),
      library: resourcePaths.library(id),
      talk: discussionPaths.list(id),
      agenda: agendaPaths.list(id),
      care: communityPaths.care(id),
      charter: communityPaths.charter(id),
      roles: communityPaths.roles(id),
      membership: communityPaths.membership(id),
      ownPractice: insightPaths.ownPractice,
      settings: communityPaths.settings(id),
      courses: communityPaths.courses(id),
      courseCommunities: page.courseId && coursePaths.communities(page.courseId),
      endSetUp: communityPaths.setUpEnd(id),
    });
  };
}
