import type { Request, Response } from 'express';
import type { Database } from '../db/index.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { memberOf } from './belonging.ts';
import { levels } from './community.ts';
import type { RecordDeed } from './deed.ts';
import { LevelForm } from './forms.ts';
import { leave } from './leave.ts';
import { facilitatorsOf, updateLevel } from './membership-store.ts';
import { communityPaths } from './paths.ts';

/** `GET /communities/<id>/membership`: my part in it: how much I mean to give, what I said yes to, leaving. */
export function membershipPage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session: PersonalSession = personIn(req);
    const { reader, facilitators } = await db.within(session.organizationId, async (tx) => {
      const reader = await memberOf(tx, session, req.params['communityId']);
      return { reader, facilitators: await facilitatorsOf(tx, reader.community.id) };
    });
    const { id } = reader.community;
    render(req, res, 'communities/membership', {
      section: 'membership',
      reader,
      levels: levels.map((name) => ({ name, isChosen: name === reader.membership.level })),
      changeLevel: communityPaths.level(id),
      depart: communityPaths.departure(id),
      charter: communityPaths.charter(id),
      following: communityPaths.following(id),
      readElsewhere: communityPaths.readElsewhere(id),
      continuity: communityPaths.continuity(id),
      leadsAlone: reader.role === 'facilitator' && facilitators.length === 1,
      isSaved: req.query['saved'] !== undefined,
    });
  };
}

/** `POST /communities/<id>/membership/level`: how much I mean to take part, for me alone to say. */
export function chooseLevel(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { level } = bodyOf(req, LevelForm);
    const communityId = await db.within(session.organizationId, async (tx) => {
      const { community, personId } = await memberOf(tx, session, req.params['communityId']);
      await updateLevel(tx, { communityId: community.id, personId }, level);
      return community.id;
    });
    res.redirect(303, `${communityPaths.membership(communityId)}?saved`);
  };
}

/** `POST /communities/<id>/membership/departure`: leaves; what I wrote stays, and I may return. */
export function departFrom(db: Database, record: RecordDeed) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const communityId = await db.within(session.organizationId, async (tx) => {
      const member = await memberOf(tx, session, req.params['communityId']);
      await leave(tx, member);
      const { organizationId, id } = member.community;
      const deed = { organizationId, communityId: id, personId: member.personId, objectId: id };
      await record(tx, { ...deed, verb: 'left', objectKind: 'community' });
      return id;
    });
    res.redirect(303, communityPaths.home(communityId));
  };
}
