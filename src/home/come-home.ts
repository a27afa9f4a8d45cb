import type { Request, Response } from 'express';
import { z } from 'zod';
import { record } from '../activity/index.ts';
import { comeHome, communityPaths, deleteMapping, findProposedHome } from '../communities/index.ts';
import { coursePaths, instructorOf } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import { FormKey, once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf } from '../web/index.ts';
import { joinHome } from './receive-launch.ts';

const ComeHomeForm = z.object({ _key: FormKey, communityId: z.uuid() });

/** `POST /courses/<id>/home`: the course joins a community that is here already, or asks to. */
export function askToComeHome(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { _key: key, communityId } = bodyOf(req, ComeHomeForm);
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const { id: courseId } = await instructorOf(tx, session, req.params['courseId']);
      const founding = { organizationId, courseId, personId };
      const { community, isAgreed } = await comeHome(tx, founding, communityId);
      await record(tx, {
        organizationId,
        communityId: community.id,
        personId,
        verb: isAgreed ? 'mapped' : 'proposed',
        objectKind: 'course',
        objectId: courseId,
      });
      if (!isAgreed) return coursePaths.door(courseId);
      await joinHome(tx, founding);
      return communityPaths.home(community.id);
    });
    res.redirect(303, location);
  };
}

/** `POST /courses/<id>/home/proposal`: takes the asking back, so that the course may choose again. */
export function withdrawProposal(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const courseId = await db.within(session.organizationId, async (tx) => {
      const course = await instructorOf(tx, session, req.params['courseId']);
      const proposed = await findProposedHome(tx, course.id);
      if (proposed) {
        await deleteMapping(tx, { courseId: course.id, communityId: proposed.communityId });
      }
      return course.id;
    });
    res.redirect(303, coursePaths.setUp(courseId));
  };
}
