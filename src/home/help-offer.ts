import type { Request, Response } from 'express';
import { z } from 'zod';
import { record } from '../activity/index.ts';
import {
  cardsOf,
  communityOf,
  communityPaths,
  HelpOfferForm,
  insertHelpOffer,
  latestHelpOffer,
  type Card,
} from '../communities/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { FormKey, once } from '../people/index.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { render } from '../web/index.ts';

async function listedCard(tx: Transaction, communityId: unknown): Promise<Card> {
  const community = await communityOf(tx, communityId);
  const [card] = community.listing === 'listed' ? await cardsOf(tx, [community.id]) : [];
  if (!card) throw new NotFound('No such community that they may know of');
  return card;
}

async function showHelpOffer(
  db: Database,
  { req, res }: { req: Request; res: Response },
  page: { values: object; errors: object; isSent: boolean },
): Promise<void> {
  const session: PersonalSession = personIn(req);
  const { card, earlier } = await db.within(session.organizationId, async (tx) => {
    const card = await listedCard(tx, req.params['communityId']);
    const key = { communityId: card.id, personId: session.personId };
    return { card, earlier: await latestHelpOffer(tx, key) };
  });
  render(req, res, 'home/help-offer', {
    ...page,
    card,
    answered: earlier?.answeredAt ? earlier : null,
    action: communityPaths.helpOffers(card.id),
    layout: 'bare',
  });
}

/** `GET /communities/<id>/help-offers`: "may I help?", to the facilitators of a community that is here already. */
export function helpOfferPage(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showHelpOffer(
      db,
      { req, res },
      { values: { _key: newId() }, errors: {}, isSent: req.query['sent'] !== undefined },
    );
}

/** `POST /communities/<id>/help-offers`: the offer lands in the facilitators' queue. */
export function offerHelp(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = HelpOfferForm.extend({ _key: FormKey }).safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showHelpOffer(db, { req, res }, { values: req.body, errors, isSent: false });
    }
    const { organizationId, personId, courseId } = session;
    const { _key: key, words } = form.data;
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const { id: communityId } = await listedCard(tx, req.params['communityId']);
      const offer = { organizationId, communityId, personId };
      await insertHelpOffer(tx, { ...offer, courseId, words });
      await record(tx, {
        ...offer,
        verb: 'offered help',
        objectKind: 'community',
        objectId: communityId,
      });
      return `${communityPaths.helpOffers(communityId)}?sent`;
    });
    return res.redirect(303, location);
  };
}
