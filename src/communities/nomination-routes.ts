import type { Request, Response } from 'express';
import { z } from 'zod';
import { newId, type Database } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { dayOf, once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { memberWhoMay } from './belonging.ts';
import { membersToAsk } from './candidate-store.ts';
import type { RecordDeed } from './deed.ts';
import { answerNomination, nominate, withdraw } from './nominate.ts';
import { communityPaths } from './paths.ts';
import { AnswerForm, CandidateQuery, nominationForm } from './role-forms.ts';

/** What the routes of this room stand on. */
interface House {
  db: Database;
  record: RecordDeed;
  now: () => Date;
}

const Draft = z.object({
  personId: z.string().catch(''),
  startsOn: z.string().catch(''),
  endsOn: z.string().catch(''),
  takesOver: z.literal('on').optional().catch(undefined),
});

async function showNominationForm(
  { db, now }: House,
  { req, res }: { req: Request; res: Response },
  { typed, errors }: { typed: unknown; errors: object },
): Promise<void> {
  const session = personIn(req);
  const draft = Draft.parse(typed);
  const { words } = CandidateQuery.parse(typed);
  const { reader, members } = await db.within(session.organizationId, async (tx) => {
    const communityId = req.params['communityId'];
    const reader = await memberWhoMay(tx, session, { power: 'nominate', communityId });
    return { reader, members: await membersToAsk(tx, reader.community.id, words) };
  });
  const { id } = reader.community;
  render(req, res, 'communities/nominate', {
    section: 'roles',
    reader,
    candidates: members.map((member) => ({ ...member, isChosen: member.id === draft.personId })),
    action: communityPaths.nominations(id),
    look: communityPaths.nominationForm(id),
    roles: communityPaths.roles(id),
    errors,
    words,
    values: {
      ...draft,
      startsOn: draft.startsOn || dayOf(now(), session.timeZone),
      _key: newId(),
    },
  });
}

/** `GET /communities/<id>/roles/nominations/new`: whom to ask to help lead, and from when. */
export function nominationFormPage(house: House) {
  return (req: Request, res: Response): Promise<void> =>
    showNominationForm(house, { req, res }, { typed: req.query, errors: {} });
}

/** `POST /communities/<id>/roles/nominations`: asks a member to help lead. */
export function askToLead(house: House) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const today = dayOf(house.now(), session.timeZone);
    const form = nominationForm(today).safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showNominationForm(house, { req, res }, { typed: req.body ?? {}, errors });
    }
    const { _key: key, ...wish } = form.data;
    const { organizationId, personId } = session;
    const location = await once(house.db, { organizationId, personId, key }, async (tx) => {
      const communityId = req.params['communityId'];
      const facilitator = await memberWhoMay(tx, session, { power: 'nominate', communityId });
      await nominate(tx, facilitator, wish, house.record);
      return `${communityPaths.roles(facilitator.community.id)}?saved`;
    });
    return res.redirect(303, location);
  };
}

function nominationIdIn(req: Request): string {
  const id = z.uuid().safeParse(req.params['nominationId']).data;
  if (id === undefined) throw new NotFound('No such nomination');
  return id;
}

/** `POST /communities/<id>/roles/nominations/<id>/withdrawal`: takes the asking back. */
export function takeAskingBack({ db, record }: House) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const location = await db.within(session.organizationId, async (tx) => {
      const communityId = req.params['communityId'];
      const facilitator = await memberWhoMay(tx, session, { power: 'nominate', communityId });
      await withdraw(tx, facilitator, nominationIdIn(req), record);
      return `${communityPaths.roles(facilitator.community.id)}?saved`;
    });
    res.redirect(303, location);
  };
}

/** `POST /communities/<id>/roles/nominations/<id>/answer`: the person asked says yes or no. */
export function answerAsking({ db, record, now }: House) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { answer } = bodyOf(req, AnswerForm);
    const today = dayOf(now(), session.timeZone);
    const location = await db.within(session.organizationId, async (tx) => {
      const communityId = req.params['communityId'];
      const member = await memberWhoMay(tx, session, { power: 'answerNomination', communityId });
      const said = { nominationId: nominationIdIn(req), answer };
      await answerNomination(tx, member, said, { today, record });
      return `${communityPaths.roles(member.community.id)}?saved`;
    });
    res.redirect(303, location);
  };
}
