import type { Request, Response } from 'express';
import {
  communityPaths,
  endingSoon,
  facilitatorsOf,
  isAgreed,
  isOver,
  memberWhoMay,
  newcomersOf,
  openNominations,
  sponsorsOf,
  type Facilitator,
  type Member,
  type NamedNomination,
} from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { lineOf, unansweredQuestions } from '../discussions/index.ts';
import { dayOf } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';

const mostShown = 10;
const newMs = 14 * 86_400_000;

/** Whether somebody is about to hand over: their term ends soon, or another has agreed to take their place. */
function isHandingOver(
  facilitators: readonly Facilitator[],
  nominations: readonly NamedNomination[],
  today: string,
): boolean {
  const isSucceeded = nominations.some(
    (nomination) => nomination.succeeds !== null && isAgreed(nomination),
  );
  return isSucceeded || endingSoon(facilitators, today).length > 0;
}

/** What whoever leads next should know of, as it stands now. */
async function handOver(tx: Transaction, communityId: string, now: Date) {
  const limit = mostShown;
  const waiting = { askedBefore: now, after: null, limit };
  const questions = await unansweredQuestions(tx, communityId, waiting);
  const since = new Date(now.getTime() - newMs);
  return {
    questions: questions.map(lineOf),
    newcomers: await newcomersOf(tx, communityId, { since, after: null, limit }),
  };
}

/** A nomination as the page shows it: who may answer it, and who may take it back. */
function lineOfNomination(nomination: NamedNomination, { personId, role }: Member) {
  const { communityId, id } = nomination;
  const isMine = nomination.personId === personId;
  return {
    ...nomination,
    isAsked: nomination.state === 'asked',
    answer: isMine ? communityPaths.nominationAnswer(communityId, id) : null,
    withdrawal:
      role === 'facilitator' ? communityPaths.nominationWithdrawal(communityId, id) : null,
  };
}

async function rolesFor(tx: Transaction, reader: Member, { now, today }: Moment) {
  const { id } = reader.community;
  const facilitators = await facilitatorsOf(tx, id);
  const nominations = await openNominations(tx, id);
  const leads = reader.role === 'facilitator';
  // Both sides of a hand-over see what is handed over.
  const follows = nominations.some(
    (nomination) => nomination.personId === reader.personId && isAgreed(nomination),
  );
  const isDue = (leads || follows) && isHandingOver(facilitators, nominations, today);
  return {
    leads,
    facilitators: facilitators.map((facilitator) => ({
      ...facilitator,
      isMe: facilitator.id === reader.personId,
      isOver: isOver(facilitator.until, today),
    })),
    nominations: nominations.map((nomination) => lineOfNomination(nomination, reader)),
    sponsors: (await sponsorsOf(tx, id)).map((sponsor) => ({
      ...sponsor,
      end: communityPaths.sponsorshipEnd(id, sponsor.id),
    })),
    handOver: isDue ? await handOver(tx, id, now) : null,
  };
}

interface Moment {
  now: Date;
  /** YYYY-MM-DD, where the reader is. */
  today: string;
}

/** `GET /communities/<id>/roles`: who leads it and until when, who is asked to, and who sponsors it. */
export function rolesPage(db: Database, now: () => Date) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const moment = { now: now(), today: dayOf(now(), session.timeZone) };
    const page = await db.within(session.organizationId, async (tx) => {
      const communityId = req.params['communityId'];
      const reader = await memberWhoMay(tx, session, { power: 'seeRoles', communityId });
      return { reader, ...(await rolesFor(tx, reader, moment)) };
    });
    const { id } = page.reader.community;
    render(req, res, 'home/roles', {
      ...page,
      section: 'roles',
      term: communityPaths.term(id),
      nominate: communityPaths.nominationForm(id),
      nameSponsor: communityPaths.sponsorForm(id),
      isSaved: req.query['saved'] !== undefined,
    });
  };
}
