import type { Request, Response } from 'express';
import {
  communityOf,
  currentCharter,
  findHomeCommunityId,
  mayKnowOf,
  topicsOf,
} from '../communities/index.ts';
import {
  courseName,
  coursePaths,
  instructorOf,
  markCopyAnswered,
  unansweredOrigin,
} from '../courses/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';

/** Where the course that this one was copied from belongs. */
export interface CopiedFrom {
  courseName: string | null;
  community: { id: string; name: string };
}

/** Only while the instructor has not said, and only of a community that they may know of. */
export async function copiedFrom(
  tx: Transaction,
  personId: string,
  courseId: string,
): Promise<CopiedFrom | null> {
  const origin = await unansweredOrigin(tx, courseId);
  const home = origin && (await findHomeCommunityId(tx, origin.id));
  if (!home) return null;
  const community = await communityOf(tx, home.communityId);
  if (!(await mayKnowOf(tx, community, personId))) return null;
  const { id, name } = community;
  return { courseName: courseName(origin), community: { id, name } };
}

/**
 * `POST /courses/<id>/copy`: a sibling, not the same community. The instructor is not asked again, and the
 * set-up begins with what the other one cares about.
 */
export function beginSibling(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { courseId, begun } = await db.within(session.organizationId, async (tx) => {
      const { id } = await instructorOf(tx, session, req.params['courseId']);
      const origin = await copiedFrom(tx, session.personId, id);
      await markCopyAnswered(tx, id);
      if (!origin) return { courseId: id, begun: {} };
      const { purpose } = await currentCharter(tx, origin.community.id);
      const topics = await topicsOf(tx, origin.community.id);
      return {
        courseId: id,
        begun: { purpose, topics: topics.map(({ name }) => name).join(', ') },
      };
    });
    const words = new URLSearchParams(begun).toString();
    res.redirect(303, `${coursePaths.setUp(courseId)}${words && '?'}${words}`);
  };
}
