import type { Request, Response } from 'express';
import { z } from 'zod';
import { record, type Deed } from '../activity/index.ts';
import {
  answerHelpOffer,
  answerJoinRequest,
  answerProposal,
  communityPaths,
  facilitatorOf,
  type Member,
} from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf } from '../web/index.ts';

type Told = Pick<Deed, 'verb' | 'objectKind' | 'objectId'> & { personId?: string };

/** What a facilitator answers, and the deeds it is remembered by: none when it was answered so before. */
type Answering = (tx: Transaction, facilitator: Member, req: Request) => Promise<Told[]>;

/** One press of one button: answers, records, and goes back to what is left. */
function answering(db: Database, answer: Answering) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const communityId = await db.within(session.organizationId, async (tx) => {
      const facilitator = await facilitatorOf(tx, session, req.params['communityId']);
      const { organizationId, id } = facilitator.community;
      const deed = { organizationId, communityId: id, personId: facilitator.personId };
      for (const told of await answer(tx, facilitator, req)) await record(tx, { ...deed, ...told });
      return id;
    });
    res.redirect(303, `${communityPaths.care(communityId)}?answered`);
  };
}

const JoinAnswer = z.object({ answer: z.enum(['welcome', 'declined']) });

/** `POST /communities/<id>/join-requests/<id>/answer`: welcomes or declines somebody. */
export function answerJoining(db: Database) {
  return answering(db, async (tx, facilitator, req) => {
    const { answer } = bodyOf(req, JoinAnswer);
    const request = await answerJoinRequest(tx, facilitator, req.params['requestId'], answer);
    if (!request) return [];
    const told = { objectKind: 'join request', objectId: request.requestId } as const;
    if (answer === 'declined') return [{ ...told, verb: 'declined' }];
    const { id } = facilitator.community;
    const { personId } = request;
    return [
      { ...told, verb: 'welcomed' },
      { personId, verb: 'joined', objectKind: 'community', objectId: id },
    ];
  });
}

const CourseAnswer = z.object({ answer: z.enum(['agreed', 'declined']) });

/** `POST /communities/<id>/courses/<id>/answer`: agrees that a course feeds the community, or declines. */
export function answerCourse(db: Database) {
  return answering(db, async (tx, facilitator, req) => {
    const { answer } = bodyOf(req, CourseAnswer);
    const courseId = await answerProposal(tx, facilitator, req.params['courseId'], answer);
    return courseId ? [{ verb: answer, objectKind: 'course', objectId: courseId }] : [];
  });
}

/** `POST /communities/<id>/help-offers/<id>/answer`: marks an offer of help as answered. */
export function answerHelp(db: Database) {
  return answering(db, async (tx, facilitator, req) => {
    const offerId = await answerHelpOffer(tx, facilitator, req.params['offerId']);
    return offerId ? [{ verb: 'answered', objectKind: 'help offer', objectId: offerId }] : [];
  });
}
