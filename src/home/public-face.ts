import type { Request, Response } from 'express';
import { z } from 'zod';
import { pulsesOf, record } from '../activity/index.ts';
import {
  asksForAcceptance,
  cardsOf,
  communityOf,
  communityPaths,
  currentCharter,
  endingSoon,
  facilitatorsOf,
  isSponsor,
  join,
  JoinForm,
  latestJoinRequest,
  levels,
  proseOf,
  standingOf,
  type Community,
} from '../communities/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { dayOf, once } from '../people/index.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { render } from '../web/index.ts';

async function faceOf(
  tx: Transaction,
  session: PersonalSession,
  { community, today }: { community: Community; today: string },
) {
  const key = { communityId: community.id, personId: session.personId };
  const standing = await standingOf(tx, community, session.personId);
  const [card] = standing === null ? [] : await cardsOf(tx, [community.id]);
  if (standing === null || !card) throw new NotFound('No such community that they may know of');
  const charter = await currentCharter(tx, community.id);
  const facilitators = await facilitatorsOf(tx, community.id);
  const isSponsoring = await isSponsor(tx, key);
  const request = await latestJoinRequest(tx, key);
  return {
    community,
    card,
    standing,
    facilitators,
    isSponsoring,
    ending: isSponsoring ? endingSoon(facilitators, today) : [],
    pulse: (await pulsesOf(tx, [community.id])).get(community.id) ?? 0,
    parts: proseOf(charter),
    version: charter.version,
    asksForAcceptance: asksForAcceptance(community),
    request,
    hasAsked: standing === 'mayAsk' && request?.answer === null,
  };
}

interface House {
  db: Database;
  now: () => Date;
}

interface Draft {
  values: object;
  errors: object;
}

/** What somebody sees who does not belong: what it is, who leads it, what joining means, and the way in. */
export async function showPublicFace(
  { db, now }: House,
  { req, res }: { req: Request; res: Response },
  community: Community,
  draft: Draft = { values: { _key: newId() }, errors: {} },
): Promise<void> {
  const session = personIn(req);
  const chosen = 'level' in draft.values ? draft.values.level : null;
  const today = dayOf(now(), session.timeZone);
  const face = await db.within(session.organizationId, (tx) =>
    faceOf(tx, session, { community, today }),
  );
  render(req, res, 'home/public-face', {
    ...face,
    ...draft,
    levels: levels.map((name) => ({ name, isChosen: name === chosen })),
    action: communityPaths.membership(community.id),
    helpOffers: communityPaths.helpOffers(community.id),
    layout: 'bare',
  });
}

/** Whoever promises something must have read what; looking on promises nothing. */
function errorsOf(form: JoinForm | null, fieldErrors: object, community: Community): object {
  const promises = form?.level !== 'observer' && asksForAcceptance(community);
  const owes = promises && (form?.accepted ?? 0) < community.bindingVersion;
  return owes ? { ...fieldErrors, accepted: ['charter.accept.missing'] } : fieldErrors;
}

/** `POST /communities/<id>/membership`: joins, returns, or asks to be let in. */
export function joinCommunity(house: House) {
  const { db } = house;
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const form = JoinForm.safeParse(req.body);
    const community = await db.within(organizationId, (tx) =>
      communityOf(tx, req.params['communityId']),
    );
    const fieldErrors = form.success ? {} : z.flattenError(form.error).fieldErrors;
    const errors = errorsOf(form.data ?? null, fieldErrors, community);
    if (!form.success || Object.keys(errors).length > 0) {
      res.status(422);
      return showPublicFace(house, { req, res }, community, { values: req.body, errors });
    }
    const { _key: key, ...wish } = form.data;
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const { outcome } = await join(tx, session, community.id, wish);
      if (outcome) {
        const deed = { organizationId, communityId: community.id, personId, verb: outcome };
        await record(tx, { ...deed, objectKind: 'community', objectId: community.id });
      }
      return communityPaths.home(community.id);
    });
    return res.redirect(303, location);
  };
}
