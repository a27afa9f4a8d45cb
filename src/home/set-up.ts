import type { Request, Response } from 'express';
import { z } from 'zod';
import { record } from '../activity/index.ts';
import {
  communityPaths,
  findHomeCommunityId,
  foundCommunity,
  SetUpForm,
} from '../communities/index.ts';
import { courseName, coursePaths, instructorOf, type Course } from '../courses/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { once } from '../people/index.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { render } from '../web/index.ts';

const Key = z.object({ _key: z.uuid() });

async function courseToSetUp(
  tx: Transaction,
  session: PersonalSession,
  courseId: unknown,
): Promise<{ course: Course; communityId: string | null }> {
  const course = await instructorOf(tx, session, courseId);
  const home = await findHomeCommunityId(tx, course.id);
  return { course, communityId: home?.communityId ?? null };
}

async function showSetUp(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values, errors }: { values: object; errors: object },
): Promise<void> {
  const session = personIn(req);
  const { course, communityId } = await db.within(session.organizationId, (tx) =>
    courseToSetUp(tx, session, req.params['courseId']),
  );
  if (communityId !== null) return res.redirect(303, communityPaths.home(communityId));
  return render(req, res, 'home/set-up', {
    courseName: courseName(course),
    action: coursePaths.setUp(course.id),
    values,
    errors,
    layout: 'bare',
  });
}

/** `GET /courses/<id>/set-up`: an instructor says what this course's community is about. */
export function setUpPage(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showSetUp(db, { req, res }, { values: { _key: newId() }, errors: {} });
}

/** `POST /courses/<id>/set-up`: founds it, with the instructor as its facilitator. */
export function setUp(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = SetUpForm.extend(Key.shape).safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showSetUp(db, { req, res }, { values: req.body, errors });
    }
    const { organizationId, personId } = session;
    const { _key: key, ...wishes } = form.data;
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const { id: courseId } = await instructorOf(tx, session, req.params['courseId']);
      const communityId = await foundCommunity(tx, { organizationId, courseId, personId }, wishes);
      await record(tx, {
        organizationId,
        communityId,
        personId,
        verb: 'founded',
        objectKind: 'community',
        objectId: communityId,
      });
      return communityPaths.home(communityId);
    });
    return res.redirect(303, location);
  };
}
