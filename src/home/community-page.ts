import type { Request, Response } from 'express';
import { agendaPaths } from '../agenda/index.ts';
import {
  communityPaths,
  facilitatorsOf,
  findReader,
  isSettingUp,
  owesAcceptance,
  sizeOf,
  topicsOf,
  type Reader,
} from '../communities/index.ts';
import { canSetUp, coursePaths, participantOf } from '../courses/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { discussionPaths, lineOf, recentThreads } from '../discussions/index.ts';
import { isPersonal, signedIn, type Session } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { showPublicFace } from './public-face.ts';
import { stepsLeft } from './steps-left.ts';

const threadsShown = 8;

/** The course they came through, when they teach it and so decide where it belongs. */
async function taughtCourseId(tx: Transaction, session: Session): Promise<string | null> {
  if (session.courseId === null || !isPersonal(session)) return null;
  const { course, role } = await participantOf(tx, session, session.courseId);
  return role !== 'visitor' && canSetUp(role) ? course.id : null;
}

async function homeFor(tx: Transaction, session: Session, reader: Reader) {
  const communityId = reader.community.id;
  const place = { communityId, personId: reader.personId };
  const page = {
    reader,
    topics: await topicsOf(tx, communityId),
    facilitators: await facilitatorsOf(tx, communityId),
    size: await sizeOf(tx, communityId),
    threads: await recentThreads(tx, place, { after: null, limit: threadsShown }),
    courseId: await taughtCourseId(tx, session),
  };
  const isFinishing = reader.role === 'facilitator' && (await isSettingUp(tx, communityId));
  return { ...page, steps: isFinishing ? stepsLeft(page) : [] };
}

/** `GET /communities/<id>`: what it is about, who keeps it, and what is new; to outsiders its public face. */
export function communityPage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { community, page } = await db.within(session.organizationId, async (tx) => {
      const { community, reader } = await findReader(tx, session, req.params['communityId']);
      return { community, page: reader && (await homeFor(tx, session, reader)) };
    });
    if (!page && isPersonal(session)) return showPublicFace(db, { req, res }, community);
    if (!page) throw new NotFound('No such community of theirs');
    const { id } = community;
    return render(req, res, 'home/community', {
      ...page,
      section: 'home',
      threads: page.threads.map(lineOf),
      owes: owesAcceptance(page.reader),
      ask: discussionPaths.newThread(id),
      talk: discussionPaths.list(id),
      agenda: agendaPaths.list(id),
      charter: communityPaths.charter(id),
      membership: communityPaths.membership(id),
      settings: communityPaths.settings(id),
      courses: communityPaths.courses(id),
      courseCommunities: page.courseId && coursePaths.communities(page.courseId),
      endSetUp: communityPaths.setUpEnd(id),
    });
  };
}
