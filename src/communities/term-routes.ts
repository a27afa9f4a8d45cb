import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { dayOf } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { memberWhoMay } from './belonging.ts';
import type { RecordDeed } from './deed.ts';
import { facilitatorsOf } from './membership-store.ts';
import { communityPaths } from './paths.ts';
import { termForm } from './role-forms.ts';
import { takeTurns } from './store.ts';
import { updateTermEnd } from './term-store.ts';

const Draft = z.object({ lasts: z.string().catch(''), endsOn: z.string().catch('') });

async function showTermForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { typed, errors }: { typed: unknown; errors: object },
): Promise<void> {
  const session = personIn(req);
  const { reader, mine } = await db.within(session.organizationId, async (tx) => {
    const communityId = req.params['communityId'];
    const reader = await memberWhoMay(tx, session, { power: 'changeOwnTerm', communityId });
    const facilitators = await facilitatorsOf(tx, reader.community.id);
    return { reader, mine: facilitators.find(({ id }) => id === session.personId) };
  });
  const until = mine?.until ?? null;
  const { id } = reader.community;
  render(req, res, 'communities/term', {
    section: 'roles',
    reader,
    since: mine?.since,
    action: communityPaths.term(id),
    roles: communityPaths.roles(id),
    errors,
    values: typed
      ? Draft.parse(typed)
      : { lasts: until === null ? 'ongoing' : 'until', endsOn: until ?? '' },
  });
}

/** `GET /communities/<id>/roles/term`: until when I lead. */
export function termPage({ db }: { db: Database }) {
  return (req: Request, res: Response): Promise<void> =>
    showTermForm(db, { req, res }, { typed: null, errors: {} });
}

/** `POST /communities/<id>/roles/term`: sets the last day of my term, or none. */
export function changeTerm(house: { db: Database; record: RecordDeed; now: () => Date }) {
  const { db, record, now } = house;
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = termForm(dayOf(now(), session.timeZone)).safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showTermForm(db, { req, res }, { typed: req.body, errors });
    }
    const { endsOn } = form.data;
    const location = await db.within(session.organizationId, async (tx) => {
      const { community, personId } = await memberWhoMay(tx, session, {
        power: 'changeOwnTerm',
        communityId: req.params['communityId'],
      });
      const { organizationId, id: communityId } = community;
      await takeTurns(tx, communityId);
      await updateTermEnd(tx, { communityId, personId }, endsOn);
      const deed = { organizationId, communityId, personId, objectId: personId };
      await record(tx, { ...deed, verb: 'changed', objectKind: 'term' });
      return `${communityPaths.roles(communityId)}?saved`;
    });
    return res.redirect(303, location);
  };
}
