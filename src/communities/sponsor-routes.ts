import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { memberWhoMay } from './belonging.ts';
import {
  findCandidate,
  peopleOfCourses,
  peopleWithEmail,
  type Candidate,
} from './candidate-store.ts';
import type { RecordDeed } from './deed.ts';
import { communityPaths } from './paths.ts';
import { CandidateQuery, SponsorForm } from './role-forms.ts';
import { deleteSponsorship, insertSponsorship } from './sponsorship-store.ts';

/** An address finds its owner anywhere in the organization; a name, people of the community's courses. */
function candidates(tx: Transaction, communityId: string, words: string): Promise<Candidate[]> {
  return words.includes('@') ? peopleWithEmail(tx, words) : peopleOfCourses(tx, communityId, words);
}

async function showSponsorForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { typed, errors }: { typed: unknown; errors: object },
): Promise<void> {
  const session = personIn(req);
  const { words } = CandidateQuery.parse(typed);
  const { reader, found } = await db.within(session.organizationId, async (tx) => {
    const communityId = req.params['communityId'];
    const reader = await memberWhoMay(tx, session, { power: 'nameSponsor', communityId });
    return { reader, found: await candidates(tx, reader.community.id, words) };
  });
  const { id } = reader.community;
  render(req, res, 'communities/name-sponsor', {
    section: 'roles',
    reader,
    candidates: found,
    action: communityPaths.sponsors(id),
    look: communityPaths.sponsorForm(id),
    roles: communityPaths.roles(id),
    errors,
    words,
  });
}

/** `GET /communities/<id>/roles/sponsors/new`: who might sponsor it. */
export function sponsorFormPage({ db }: { db: Database }) {
  return (req: Request, res: Response): Promise<void> =>
    showSponsorForm(db, { req, res }, { typed: req.query, errors: {} });
}

/** `POST /communities/<id>/roles/sponsors`: names a sponsor, who need not belong. */
export function nameSponsor({ db, record }: { db: Database; record: RecordDeed }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = SponsorForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showSponsorForm(db, { req, res }, { typed: req.body ?? {}, errors });
    }
    const { personId } = form.data;
    const location = await db.within(session.organizationId, async (tx) => {
      const communityId = req.params['communityId'];
      const facilitator = await memberWhoMay(tx, session, { power: 'nameSponsor', communityId });
      if (!(await findCandidate(tx, personId))) throw new NotFound('No such person');
      const { organizationId, id } = facilitator.community;
      const place = { organizationId, communityId: id };
      const namedBy = facilitator.personId;
      if (await insertSponsorship(tx, { ...place, personId, namedBy })) {
        const deed = { ...place, personId: namedBy, objectId: personId };
        await record(tx, { ...deed, verb: 'named', objectKind: 'sponsor' });
      }
      return `${communityPaths.roles(id)}?saved`;
    });
    return res.redirect(303, location);
  };
}

/** `POST /communities/<id>/roles/sponsors/<person>/end`: takes it back. */
export function endSponsorship({ db, record }: { db: Database; record: RecordDeed }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const personId = z.uuid().safeParse(req.params['personId']).data;
    if (personId === undefined) throw new NotFound('No such sponsor');
    const location = await db.within(session.organizationId, async (tx) => {
      const communityId = req.params['communityId'];
      const facilitator = await memberWhoMay(tx, session, { power: 'nameSponsor', communityId });
      const { organizationId, id } = facilitator.community;
      if (await deleteSponsorship(tx, { communityId: id, personId })) {
        const by = { organizationId, communityId: id, personId: facilitator.personId };
        await record(tx, { ...by, verb: 'withdrew', objectKind: 'sponsor', objectId: personId });
      }
      return `${communityPaths.roles(id)}?saved`;
    });
    res.redirect(303, location);
  };
}
