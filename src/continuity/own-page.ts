import type { Request, Response } from 'express';
import { recordBy } from '../activity/index.ts';
import { communityPaths, memberOf, updateMovingOn } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { recordingPaths } from '../recordings/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render, wordsFor } from '../web/index.ts';
import { articlesAlone } from './alone-store.ts';
import { HeirsForm, MovingOnForm, PeopleQuery } from './forms.ts';
import { possibleHeirs } from './hand-over.ts';
import { deleteHeir, upsertHeir } from './heir-store.ts';
import { continuityPaths } from './paths.ts';
import { restsOn } from './rest.ts';

const mostNamed = 500;

/** `GET …/continuity`: what rests on whoever looks, whom they would have after them, and that they are moving on. */
export function ownPage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { words } = PeopleQuery.parse(req.query);
    const { reader, ...rest } = await db.within(session.organizationId, async (tx) => {
      const reader = await memberOf(tx, session, req.params['communityId']);
      const whose = { communityId: reader.community.id, personId: reader.personId };
      return {
        reader,
        ...(await restsOn(tx, whose, { words, proposes: ({ isNamed }) => isNamed })),
      };
    });
    const { id } = reader.community;
    const say = wordsFor(req, res);
    render(req, res, 'continuity/own', {
      section: 'membership',
      reader,
      ...rest,
      words,
      isSaved: req.query['saved'] !== undefined,
      membership: communityPaths.membership(id),
      action: continuityPaths.heirs(id),
      search: continuityPaths.own(id),
      moving: continuityPaths.movingOn(id),
      recorder: recordingPaths.recorderFor(id, say('continuity.talk.name')),
      people: reader.role === 'facilitator' && continuityPaths.people(id),
    });
  };
}

/** `POST …/continuity/heirs`: names whom they would have look after each article next, or nobody. */
export function nameHeirs(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const wishes = bodyOf(req, HeirsForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const { community, personId } = await memberOf(tx, session, req.params['communityId']);
      const { organizationId, id: communityId } = community;
      const alone = await articlesAlone(tx, { communityId, personId }, mostNamed);
      const theirs = wishes.filter(({ articleId }) => alone.some(({ id }) => id === articleId));
      const chosen = theirs.flatMap(({ heirId }) => (heirId === null ? [] : [heirId]));
      const possible = await possibleHeirs(tx, communityId, chosen);
      for (const { articleId, heirId } of theirs) {
        const named = { articleId, namedBy: personId };
        if (heirId === null) await deleteHeir(tx, named);
        else if (possible.has(heirId) && heirId !== personId)
          await upsertHeir(tx, { organizationId, ...named, heirId });
      }
      return continuityPaths.own(communityId);
    });
    res.redirect(303, `${path}?saved`);
  };
}

/** `POST …/continuity/moving-on`: says that they are moving on, or takes that back. */
export function moveOn(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { wish } = bodyOf(req, MovingOnForm);
    const isMovingOn = wish === 'say';
    const path = await db.within(session.organizationId, async (tx) => {
      const member = await memberOf(tx, session, req.params['communityId']);
      const { community, personId, membership } = member;
      const { id: communityId } = community;
      if ((membership.movingOnAt !== null) !== isMovingOn) {
        await updateMovingOn(tx, { communityId, personId }, isMovingOn);
        const verb = isMovingOn ? 'is moving on' : 'stays';
        await recordBy(tx, member, { verb, objectKind: 'community', objectId: communityId });
      }
      return continuityPaths.own(communityId);
    });
    res.redirect(303, `${path}#moving`);
  };
}
