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
  type Outcome,
} from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf } from '../web/index.ts';

/** What the facilitator is told once they answered, or somebody had before them. */
export const AnswerTold = z.enum([
  'welcome',
  'declined',
  'agreed',
  'courseDeclined',
  'answered',
  'otherwise',
]);
type AnswerTold = z.infer<typeof AnswerTold>;

type AnswerDeed = Pick<Deed, 'verb' | 'objectKind' | 'objectId'> & { personId?: string };

/** What a facilitator is told, and the deeds their answer is remembered by. */
interface Answered {
  told: AnswerTold;
  deeds: AnswerDeed[];
}

type Answering = (tx: Transaction, facilitator: Member, req: Request) => Promise<Answered>;

/** Of two who press, the first answers; the other is told what stands. */
function answered<T>(
  outcome: Outcome<T>,
  told: AnswerTold,
  deedsOf: (given: T) => AnswerDeed[],
): Answered {
  if (outcome === 'otherwise') return { told: outcome, deeds: [] };
  return { told, deeds: outcome === 'stands' ? [] : deedsOf(outcome.given) };
}

/** One press of one button: answers, records, and goes back to what is left. */
function answering(db: Database, answer: Answering) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { care, told } = await db.within(session.organizationId, async (tx) => {
      const facilitator = await facilitatorOf(tx, session, req.params['communityId']);
      const { organizationId, id } = facilitator.community;
      const { told, deeds } = await answer(tx, facilitator, req);
      const by = { organizationId, communityId: id, personId: facilitator.personId };
      for (const deed of deeds) await record(tx, { ...by, ...deed });
      return { care: communityPaths.care(id), told };
    });
    res.redirect(303, `${care}?told=${told}`);
  };
}

const JoinAnswer = z.object({ answer: z.enum(['welcome', 'declined']) });

/** `POST /communities/<id>/join-requests/<id>/answer`: welcomes or declines somebody. */
export function answerJoining(db: Database) {
  return answering(db, async (tx, facilitator, req) => {
    const { answer } = bodyOf(req, JoinAnswer);
    const outcome = await answerJoinRequest(tx, facilitator, req.params['requestId'], answer);
    return answered(outcome, answer, ({ requestId, personId }) => {
      const request = { objectKind: 'join request', objectId: requestId } as const;
      if (answer === 'declined') return [{ ...request, verb: 'declined' }];
      const community = { objectKind: 'community', objectId: facilitator.community.id } as const;
      return [
        { ...request, verb: 'welcomed' },
        { ...community, personId, verb: 'joined' },
      ];
    });
  });
}

const CourseAnswer = z.object({ answer: z.enum(['agreed', 'declined']) });

/** `POST /communities/<id>/courses/<id>/answer`: agrees that a course feeds the community, or declines. */
export function answerCourse(db: Database) {
  return answering(db, async (tx, facilitator, req) => {
    const { answer } = bodyOf(req, CourseAnswer);
    const outcome = await answerProposal(tx, facilitator, req.params['courseId'], answer);
    return answered(outcome, answer === 'agreed' ? 'agreed' : 'courseDeclined', (courseId) => [
      { verb: answer, objectKind: 'course', objectId: courseId },
    ]);
  });
}

/** `POST /communities/<id>/help-offers/<id>/answer`: marks an offer of help as answered. */
export function answerHelp(db: Database) {
  return answering(db, async (tx, facilitator, req) => {
    const outcome = await answerHelpOffer(tx, facilitator, req.params['offerId']);
    return answered(outcome, 'answered', (offerId) => [
      { verb: 'answered', objectKind: 'help offer', objectId: offerId },
    ]);
  });
}
