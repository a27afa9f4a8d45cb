import type { Request, Response } from 'express';
import { z } from 'zod';
import { record } from '../activity/index.ts';
import {
  communitiesOfCourse,
  deleteMapping,
  feedCommunity,
  moveHome,
  ProposalQuery,
} from '../communities/index.ts';
import { courseName, coursePaths, instructorOf } from '../courses/index.ts';
import { newId, type Database } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { FormKey, once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { nearCommunities } from './near-communities.ts';

/** `GET /courses/<id>/communities`: where this course belongs, and what else it could feed. */
export function courseCommunities(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { personId } = session;
    const typed = ProposalQuery.parse(req.query);
    const { course, mapped, near } = await db.within(session.organizationId, async (tx) => {
      const course = await instructorOf(tx, session, req.params['courseId']);
      const mapped = await communitiesOfCourse(tx, course.id);
      const proposal = typed.name ? typed : { ...typed, name: courseName(course) ?? '' };
      const near = await nearCommunities(tx, { personId, courseId: course.id }, proposal);
      return { course, mapped, near };
    });
    const fed = new Set(mapped.map(({ communityId }) => communityId));
    render(req, res, 'home/course-communities', {
      courseName: courseName(course),
      mapped: mapped.map((mapping) => ({
        ...mapping,
        path: coursePaths.community(course.id, mapping.communityId),
      })),
      near: near.filter(({ id }) => !fed.has(id)),
      name: typed.name,
      key: newId(),
      action: coursePaths.communities(course.id),
      layout: 'bare',
    });
  };
}

const FeedForm = z.object({ _key: FormKey, communityId: z.uuid() });

/** `POST /courses/<id>/communities`: the course feeds one more community, or asks to. */
export function addCommunity(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { _key: key, communityId } = bodyOf(req, FeedForm);
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const { id: courseId } = await instructorOf(tx, session, req.params['courseId']);
      const founding = { organizationId, courseId, personId };
      const { community, isAgreed } = await feedCommunity(tx, founding, communityId);
      await record(tx, {
        organizationId,
        communityId: community.id,
        personId,
        verb: isAgreed ? 'mapped' : 'proposed',
        objectKind: 'course',
        objectId: courseId,
      });
      return coursePaths.communities(courseId);
    });
    res.redirect(303, location);
  };
}

const ChangeForm = z.object({ change: z.enum(['home', 'end']) });

/** `POST /courses/<id>/communities/<id>`: makes it the course's home, or ends the mapping; nothing is lost. */
export function changeMapping(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { change } = bodyOf(req, ChangeForm);
    const communityId = z.uuid().safeParse(req.params['communityId']).data;
    const courseId = await db.within(organizationId, async (tx) => {
      const course = await instructorOf(tx, session, req.params['courseId']);
      const mapped = await communitiesOfCourse(tx, course.id);
      const mapping = mapped.find((one) => one.communityId === communityId);
      if (!mapping) throw new NotFound('The course does not feed such a community');
      const key = { courseId: course.id, communityId: mapping.communityId };
      if (change === 'home') {
        if (!(await moveHome(tx, key))) throw new NotFound('Not agreed yet');
      } else {
        await deleteMapping(tx, key);
      }
      await record(tx, {
        organizationId,
        personId,
        communityId: mapping.communityId,
        verb: change === 'home' ? 'mapped' : 'unmapped',
        objectKind: 'course',
        objectId: course.id,
      });
      return course.id;
    });
    res.redirect(303, coursePaths.communities(courseId));
  };
}
