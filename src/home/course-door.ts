import type { Request, Response } from 'express';
import { communityPaths, findHomeCommunityId } from '../communities/index.ts';
import { canSetUp, courseName, coursePaths, participantOf } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import { isPersonal, signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { joinHome } from './receive-launch.ts';

/**
 * `GET /courses/<id>`: on to the course's community; while there is none, the instructor goes to its
 * set-up, and everybody else sees what will be here.
 */
export function courseDoor(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { organizationId } = session;
    const { participant, communityId } = await db.within(organizationId, async (tx) => {
      const participant = await participantOf(tx, session, req.params['courseId']);
      const courseId = participant.course.id;
      const communityId = isPersonal(session)
        ? await joinHome(tx, { organizationId, courseId, personId: session.personId })
        : ((await findHomeCommunityId(tx, courseId))?.communityId ?? null);
      return { participant, communityId };
    });
    const { course, role } = participant;
    if (communityId !== null) return res.redirect(303, communityPaths.home(communityId));
    if (role !== 'visitor' && canSetUp(role))
      return res.redirect(303, coursePaths.setUp(course.id));
    return render(req, res, 'home/waiting', { courseName: courseName(course), layout: 'bare' });
  };
}
