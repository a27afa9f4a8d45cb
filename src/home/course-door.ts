import type { Request, Response } from 'express';
import { communityPaths, findHomeCommunityId, findProposedHome } from '../communities/index.ts';
import { canSetUp, courseName, coursePaths, participantOf } from '../courses/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { isPersonal, signedIn, type Session } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { joinHome } from './receive-launch.ts';

async function homeOf(tx: Transaction, session: Session, courseId: string): Promise<string | null> {
  const { organizationId } = session;
  if (isPersonal(session)) {
    return joinHome(tx, { organizationId, courseId, personId: session.personId });
  }
  return (await findHomeCommunityId(tx, courseId))?.communityId ?? null;
}

/**
 * `GET /courses/<id>`: on to the course's community; while there is none, the instructor goes to its
 * set-up or sees whom they asked, and everybody else sees what will be here.
 */
export function courseDoor(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { participant, communityId, proposed } = await db.within(
      session.organizationId,
      async (tx) => {
        const participant = await participantOf(tx, session, req.params['courseId']);
        const communityId = await homeOf(tx, session, participant.course.id);
        return {
          participant,
          communityId,
          proposed: communityId ? undefined : await findProposedHome(tx, participant.course.id),
        };
      },
    );
    const { course, role } = participant;
    if (communityId !== null) {
      // Somebody whose activity led to nothing learns so where they end up.
      const missing = req.query['missing'] === undefined ? '' : '?missing';
      return res.redirect(303, communityPaths.home(communityId) + missing);
    }
    const page = { courseName: courseName(course), layout: 'bare' };
    if (role === 'visitor' || !canSetUp(role)) return render(req, res, 'home/waiting', page);
    if (!proposed) return res.redirect(303, coursePaths.setUp(course.id));
    const withdraw = coursePaths.proposal(course.id);
    return render(req, res, 'home/proposed', { ...page, proposed, withdraw });
  };
}
