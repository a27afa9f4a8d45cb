import type { Request, Response } from 'express';
import { recordBy } from '../activity/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { Forbidden } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf } from '../web/index.ts';
import { mayPlace } from './article.ts';
import { ReachForm } from './forms.ts';
import { knowledgePaths } from './paths.ts';
import { held, memberAt, type AtArticle } from './place.ts';
import { reachShown, type ReachWish } from './reach.ts';
import { updateReach, updateReachAsked } from './reach-store.ts';

async function carryOut(tx: Transaction, { member, article }: AtArticle, wish: ReachWish) {
  const { id } = article;
  if (wish === 'ask') return updateReachAsked(tx, id, member.personId);
  const isChanged = await updateReach(tx, id, wish === 'widen' ? 'organization' : 'community');
  if (!isChanged || wish === 'decline') return;
  const verb = wish === 'widen' ? 'opened' : 'closed';
  await recordBy(tx, member, { verb, objectKind: 'article', objectId: id });
}

/** `POST …/knowledge/<article>/reach`: who may read it; for everybody in the organization a second reviewer is asked. */
export function changeReach({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { wish } = bodyOf(req, ReachForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const place = await held(tx, await memberAt(tx, session, req.params));
      const { member: reader, article } = place;
      const { wishes, asked } = await reachShown(tx, { reader, article });
      // To ask for what somebody asked for already changes nothing.
      const isAskedAgain = wish === 'ask' && asked !== null && mayPlace(article, reader);
      if (!isAskedAgain && !wishes.includes(wish))
        throw new Forbidden('Not theirs to say who may read it');
      await carryOut(tx, place, wish);
      return knowledgePaths.article(article.communityId, article.id);
    });
    res.redirect(303, path);
  };
}
