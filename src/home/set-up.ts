import type { Request, Response } from 'express';
import { z } from 'zod';
import { record } from '../activity/index.ts';
import {
  communitiesOfCourse,
  communityPaths,
  findHomeCommunityId,
  foundCommunity,
  ProposalQuery,
  SetUpForm,
} from '../communities/index.ts';
import { courseName, coursePaths, instructorOf, type Course } from '../courses/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { dayOf, FormKey, once } from '../people/index.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { copiedFrom, type CopiedFrom } from './copied-course.ts';
import { nearCommunities, type NearCommunity } from './near-communities.ts';

/** What the set-up page shows besides its course. */
interface Draft {
  values: object;
  errors: object;
}

interface CourseToSetUp {
  course: Course;
  communityId: string | null;
  copied: CopiedFrom | null;
  /** Names of communities that did not take the course in. */
  declined: string[];
  near: NearCommunity[];
}

async function courseToSetUp(
  tx: Transaction,
  session: PersonalSession,
  courseId: unknown,
  typed: object,
): Promise<CourseToSetUp> {
  const course = await instructorOf(tx, session, courseId);
  const home = await findHomeCommunityId(tx, course.id);
  const proposal = ProposalQuery.parse(typed);
  // Before a word is typed, the course's own title is the best guess at what it cares about.
  const begun = proposal.name ? proposal : { ...proposal, name: courseName(course) ?? '' };
  const near = await nearCommunities(
    tx,
    { personId: session.personId, courseId: course.id },
    begun,
  );
  const copied = await copiedFrom(tx, session.personId, course.id);
  const asked = await communitiesOfCourse(tx, course.id);
  const declined = asked.filter(({ state }) => state === 'declined').map(({ name }) => name);
  return { course, communityId: home?.communityId ?? null, copied, declined, near };
}

async function showSetUp(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values, errors }: Draft,
): Promise<void> {
  const session = personIn(req);
  const { course, communityId, copied, declined, near } = await db.within(
    session.organizationId,
    (tx) => courseToSetUp(tx, session, req.params['courseId'], values),
  );
  if (communityId !== null) return res.redirect(303, communityPaths.home(communityId));
  return render(req, res, 'home/set-up', {
    courseName: courseName(course),
    action: coursePaths.setUp(course.id),
    look: coursePaths.near(course.id),
    comeHome: coursePaths.home(course.id),
    courseId: course.id,
    copied,
    declined,
    beginSibling: coursePaths.copy(course.id),
    near,
    values,
    errors,
    layout: 'bare',
  });
}

/** `GET /courses/<id>/set-up`: an instructor looks for the course's community, or says what a new one is about. */
export function setUpPage(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showSetUp(
      db,
      { req, res },
      { values: { _key: newId(), ...ProposalQuery.parse(req.query) }, errors: {} },
    );
}

/** `GET /courses/<id>/near`: what is here already and near to what is typed so far. */
export function nearPage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { course, near } = await db.within(session.organizationId, (tx) =>
      courseToSetUp(tx, session, req.params['courseId'], req.query),
    );
    render(req, res, 'home/near', {
      courseId: course.id,
      comeHome: coursePaths.home(course.id),
      near,
      layout: 'bare',
    });
  };
}

/** The communities so close that a new one must say how it differs. */
async function closeCommunities(
  tx: Transaction,
  session: PersonalSession,
  courseId: unknown,
  form: SetUpForm,
): Promise<string[]> {
  const { id } = await instructorOf(tx, session, courseId);
  // Pressed twice: the second press must not find the first one's community close.
  if (await findHomeCommunityId(tx, id)) return [];
  const proposal = { ...form, topics: form.topics.join(', ') };
  const near = await nearCommunities(tx, { personId: session.personId, courseId: id }, proposal);
  return near.filter((community) => community.isClose).map((community) => community.id);
}

/** The button of those without a script, who cannot be shown what is near while they type. */
const OnlyLooking = z.object({ look: z.literal('on') });

/** `POST /courses/<id>/set-up`: founds it, with the instructor as its facilitator. */
export function setUp(db: Database, now: () => Date) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    if (OnlyLooking.safeParse(req.body).success)
      return showSetUp(db, { req, res }, { values: req.body, errors: {} });
    const parsed = SetUpForm.extend({ _key: FormKey }).safeParse(req.body);
    const refuse = (errors: object) => {
      res.status(422);
      return showSetUp(db, { req, res }, { values: req.body, errors });
    };
    if (!parsed.success) return refuse(z.flattenError(parsed.error).fieldErrors);
    const { organizationId, personId } = session;
    const { _key: key, ...form } = parsed.data;
    const closeIds = await db.within(organizationId, (tx) =>
      closeCommunities(tx, session, req.params['courseId'], form),
    );
    if (closeIds.length > 0 && form.difference === '')
      return refuse({ difference: ['setUp.difference.missing'] });
    const today = dayOf(now(), session.timeZone);
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const { id: courseId } = await instructorOf(tx, session, req.params['courseId']);
      const founding = { organizationId, courseId, personId };
      const communityId = await foundCommunity(tx, founding, { form, closeIds, today });
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
