import type { Request, Response } from 'express';
import { z } from 'zod';
import { record } from '../activity/index.ts';
import {
  communityPaths,
  coursesOfCommunity,
  deleteMapping,
  facilitatorOf,
} from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';

/** `GET /communities/<id>/courses`: who comes from where, for those who lead it. */
export function communityCourses(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { reader, courses } = await db.within(session.organizationId, async (tx) => {
      const reader = await facilitatorOf(tx, session, req.params['communityId']);
      return { reader, courses: await coursesOfCommunity(tx, reader.community.id) };
    });
    const { id } = reader.community;
    render(req, res, 'home/community-courses', {
      section: 'people',
      reader,
      courses: courses.map((course) => ({
        ...course,
        end: communityPaths.course(id, course.courseId),
      })),
      platforms: new Set(courses.map(({ platformName }) => platformName)).size,
    });
  };
}

/** `POST /communities/<id>/courses/<id>/end`: the course no longer opens here; its people stay members. */
export function endCourse(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const courseId = z.uuid().safeParse(req.params['courseId']).data;
    const communityId = await db.within(session.organizationId, async (tx) => {
      const { community, personId } = await facilitatorOf(tx, session, req.params['communityId']);
      const courses = await coursesOfCommunity(tx, community.id);
      const course = courses.find((one) => one.courseId === courseId);
      if (!course) throw new NotFound('No such course feeds it');
      await deleteMapping(tx, { courseId: course.courseId, communityId: community.id });
      await record(tx, {
        organizationId: community.organizationId,
        communityId: community.id,
        personId,
        verb: 'unmapped',
        objectKind: 'course',
        objectId: course.courseId,
      });
      return community.id;
    });
    res.redirect(303, communityPaths.courses(communityId));
  };
}
